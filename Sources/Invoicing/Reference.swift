/// Names a record of the book by the sixteen bytes of its id.
package struct Reference: Hashable, Sendable {
    private let high: UInt64
    private let low: UInt64

    /// Takes the bytes as they come from outside; `nil` unless there are exactly sixteen.
    package init?(bytes: [UInt8]) {
        guard bytes.count == 16 else { return nil }
        high = bytes[..<8].reduce(0) { $0 << 8 | UInt64($1) }
        low = bytes[8...].reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// Takes the bytes as two words, the most significant first.
    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// The sixteen bytes.
    package var bytes: [UInt8] {
        [high, low].flatMap { word in
            (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - 8 * $0)) }
        }
    }
}

extension Reference: Comparable {
    /// Orders by the bytes.
    package static func < (left: Reference, right: Reference) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }
}

extension Reference: CustomStringConvertible {
    /// Reads the usual form of an id, `8-4-4-4-12` digits of base 16 in small letters.
    package init(_ text: String) throws(InvoicingError) {
        let expected = InvoicingError.malformed(expected: "an id of 32 digits in five groups")
        var digits: [UInt8] = []
        for (place, character) in text.utf8.prefix(37).enumerated() {
            if [8, 13, 18, 23].contains(place) {
                guard character == UInt8(ascii: "-") else { throw expected }
            } else {
                guard let digit = Self.digits.firstIndex(of: character) else { throw expected }
                digits.append(UInt8(digit))
            }
        }
        guard text.utf8.count == 36 else { throw expected }
        high = digits[..<16].reduce(0) { $0 << 4 | UInt64($1) }
        low = digits[16...].reduce(0) { $0 << 4 | UInt64($1) }
    }

    /// The id in its usual form.
    package var description: String {
        var text: [UInt8] = []
        for (place, byte) in bytes.enumerated() {
            if [4, 6, 8, 10].contains(place) { text.append(UInt8(ascii: "-")) }
            text += [Self.digits[Int(byte >> 4)], Self.digits[Int(byte & 15)]]
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static let digits = Array("0123456789abcdef".utf8)
}
