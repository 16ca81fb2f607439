package struct Shortage: Error, Hashable, Sendable, CustomStringConvertible {
    package var description: String { "" }
}
