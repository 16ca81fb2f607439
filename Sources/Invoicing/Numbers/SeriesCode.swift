/// The name of a number series: capitals and digits, at most twelve, at least one of them a letter.
package struct SeriesCode: Hashable, Sendable, CustomStringConvertible {
    /// The code.
    package let text: String

    /// The most characters of a code.
    package static let countMax = 12

    /// The characters of a minted code: none that is taken for another when read aloud or copied by
    /// hand (0 and O, 1 and I and L, U and V).
    package static let unambiguous = "23456789ABCDEFGHJKMNPQRSTVWXYZ"

    /// How many characters a minted code has.
    package static let mintedCount = 4

    /// Reads a name that a person gives, in any case.
    package init(_ text: String) throws(InvoicingError) {
        let bytes = text.utf8.prefix(Self.countMax + 1).map(\.uppercased)
        guard (1...Self.countMax).contains(bytes.count),
            bytes.allSatisfy({ $0.isDigit || $0.isCapital }), bytes.contains(where: \.isCapital)
        else {
            throw .malformed(
                expected: "a series of 1 to 12 letters and digits, at least one a letter")
        }
        self.text = String(decoding: bytes, as: UTF8.self)
    }

    /// Mints a code that is none of those already known, from a source that the caller owns.
    ///
    /// The alphabet needs at least one capital; at most one code in two may be known.
    package init(
        using random: inout some RandomNumberGenerator, alphabet: String = unambiguous,
        avoiding known: Set<SeriesCode> = []
    ) {
        let characters = Array(alphabet.utf8).filter { $0.isDigit || $0.isCapital }
        precondition(characters.contains(where: \.isCapital), "an alphabet needs a capital")
        var code: [UInt8]
        repeat {
            code = (0..<Self.mintedCount).map { _ in
                characters[Int(random.next(upperBound: UInt64(characters.count)))]
            }
        } while !code.contains(where: \.isCapital)
            || known.contains(Self(unchecked: code))
        self.init(unchecked: code)
    }

    /// The code.
    package var description: String { text }

    private init(unchecked bytes: [UInt8]) { text = String(decoding: bytes, as: UTF8.self) }
}

extension SeriesCode: Comparable {
    /// Orders by the characters.
    package static func < (left: SeriesCode, right: SeriesCode) -> Bool { left.text < right.text }
}
