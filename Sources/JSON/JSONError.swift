/// Why a text is not JSON: what was expected, and where.
package struct JSONError: Error, Hashable, Sendable {
    /// The line, counted from one.
    package let line: Int
    /// The byte within the line, counted from one.
    package let column: Int
    /// What was expected there, as the end of a sentence.
    package let expected: String

    init(in bytes: [UInt8], at position: Int, expected: String) {
        let before = bytes.prefix(position)
        let start = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        line = before.count { $0 == 0x0A } + 1
        column = position - start + 1
        self.expected = expected
    }
}

extension JSONError: CustomStringConvertible {
    /// The place and what is expected there, without what was found.
    package var description: String { "line \(line), byte \(column): expected \(expected)" }
}
