/// The numbers of the style guide. They only ever become smaller.
enum Limits {
    static let fileLines = 300
    static let programFileLines = 150
    static let functionLines = 40
    static let columns = 100
}
