/// An e-mail address in the plain form that every mail server takes: `name@example.com`.
///
/// ASCII alone, no quotes and no comments; a domain in other letters is given in its `xn--` form.
/// No character of it can break out of a mail header.
package struct EmailAddress: Hashable, Sendable {
    /// The address, the domain in small letters.
    package let text: String

    /// Reads an address; blanks around it are not allowed.
    package init(_ text: String) throws(InvoicingError) {
        let bytes = Array(text.utf8.prefix(255))
        guard bytes.count <= 254, let at = bytes.lastIndex(of: UInt8(ascii: "@")),
            Self.isLocalPart(bytes[..<at]), let domain = HostName(bytes[(at + 1)...])
        else { throw .malformed(expected: "an e-mail address such as name@example.com") }
        self.text = String(decoding: bytes[...at], as: UTF8.self) + domain.text
    }

    private static func isLocalPart(_ bytes: ArraySlice<UInt8>) -> Bool {
        let signs = Array("!#$%&'*+-/=?^_`{|}~".utf8)
        let atoms = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return bytes.count <= 64
            && atoms.allSatisfy { atom in
                !atom.isEmpty
                    && atom.allSatisfy {
                        $0.isDigit || $0.uppercased.isCapital || signs.contains($0)
                    }
            }
    }
}

extension EmailAddress: CustomStringConvertible {
    /// The address.
    package var description: String { text }
}

/// A host's name of at least two labels: `mail.example.com`.
struct HostName {
    let text: String

    init?(_ bytes: some Collection<UInt8>) {
        let labels = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard bytes.count <= 253, labels.count >= 2, labels.allSatisfy({ Self.isLabel(Array($0)) }),
            labels.last?.contains(where: { !$0.isDigit }) == true
        else { return nil }
        text = String(decoding: bytes, as: UTF8.self).lowercased()
    }

    private static func isLabel(_ label: [UInt8]) -> Bool {
        let hyphen = UInt8(ascii: "-")
        return (1...63).contains(label.count) && label.first != hyphen && label.last != hyphen
            && label.allSatisfy { $0.isDigit || $0.uppercased.isCapital || $0 == hyphen }
    }
}
