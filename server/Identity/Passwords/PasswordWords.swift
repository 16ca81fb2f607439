/// The words of which people make passwords.
enum PasswordWords {
    private static let words: Set<[Unicode.Scalar]> = {
        let text = String(decoding: PackageResources.password_words_txt, as: UTF8.self)
        let lines = text.split(separator: "\n").filter { !$0.hasPrefix("#") }
        return Set(
            lines.flatMap { $0.split(separator: " ") }
                .map { word in word.unicodeScalars.map(folded) })
    }()

    /// How long they are.
    static let lengths = 3...16

    /// What it costs to guess one of them.
    static let bits = 11.5

    /// Whether letters that were folded are a word.
    static func contains(_ folded: [Unicode.Scalar]) -> Bool { words.contains(folded) }

    /// Signs that stand for one another, as one of them.
    static func folded(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar {
        case "0": "o"
        case "1", "!", "|", "l": "i"
        case "3", "€": "e"
        case "4", "@": "a"
        case "5", "$": "s"
        case "7", "+": "t"
        case "8": "b"
        case "9": "g"
        default: scalar
        }
    }
}
