/// A VAT identification number with its prefix: `DE136695976`.
///
/// For the member states of the EU, Northern Ireland (`XI`) and Great Britain, form and check
/// digits are what the country demands. That it was really issued, only the register can say.
package struct VATID: Hashable, Sendable {
    /// The prefix, in capitals: a country code, but `EL` for Greece and `XI` for Northern Ireland.
    package let prefix: String

    /// What follows the prefix, without separators.
    package let number: String

    /// Whether the number was checked by its country's rule, rather than by its form alone.
    package var isChecked: Bool { VATRule.of(prefix) != nil }

    /// Whether the prefix is one of the intra-EU system: a member state's, or `XI`.
    package var isIntraEU: Bool { isChecked && prefix != "GB" }

    /// Reads a number as people write it, with blanks, points and hyphens, in any case.
    package init(_ text: String) throws(InvoicingError) {
        let compact = try Self.compact(text)
        let prefix = String(decoding: compact.prefix(2), as: UTF8.self)
        let number = Array(compact.dropFirst(2))
        if let rule = VATRule.of(prefix) {
            guard rule.accepts(number) else {
                throw .malformed(expected: "a VAT id of \(prefix): \(rule.form)")
            }
        } else {
            let isKnown = prefix == "EU" || (try? CountryCode(prefix)) != nil && prefix != "GR"
            guard isKnown, number.count >= 2,
                number.allSatisfy({ $0.isDigit || $0.isCapital })
            else { throw .malformed(expected: Self.expectation) }
        }
        self.prefix = prefix
        self.number = String(decoding: number, as: UTF8.self)
    }

    /// Takes the id of a document that was frozen by the rules of its day.
    init(frozen text: String) {
        prefix = String(text.prefix(2))
        number = String(text.dropFirst(2))
    }

    private static let expectation = """
        a VAT id with its country's prefix, such as DE136695976 (EL for Greece, XI for Northern \
        Ireland)
        """

    private static func compact(_ text: String) throws(InvoicingError) -> [UInt8] {
        guard text.utf8.count <= 40 else { throw .malformed(expected: expectation) }
        let separators = Array(" .-/".utf8)
        let compact = text.utf8.filter { !separators.contains($0) }.map(\.uppercased)
        guard (4...17).contains(compact.count) else { throw .malformed(expected: expectation) }
        return compact
    }
}

extension VATID: CustomStringConvertible {
    /// The prefix and the number, without separators.
    package var description: String { prefix + number }
}

extension UInt8 {
    /// Whether the byte is a decimal digit of ASCII.
    var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

    /// Whether the byte is a capital letter of ASCII.
    var isCapital: Bool { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) }

    /// The capital of a letter of ASCII; anything else stays.
    var uppercased: UInt8 {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self) ? self - 32 : self
    }
}
