/// An e-mail address that every mail server takes: ASCII, no quotes, no comments, bounded.
///
/// Nothing in it can end a line, a header or a command: those characters are refused.
package struct MailAddress: Hashable, Sendable {
    private static let localBytesMax = 64
    private static let bytesMax = 254
    private static let labelBytesMax = 63

    /// The part before the `@`, as it was written.
    package let local: String
    /// The part after the `@`, in lower case.
    package let domain: String

    /// The whole address.
    package var text: String { "\(local)@\(domain)" }

    /// Reads an address; spaces around it are refused like everything else.
    package init(_ text: String) throws(MailError) {
        guard text.utf8.count <= Self.bytesMax else { throw .notAnAddress(.tooLong) }
        let parts = text.utf8.split(
            separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
            throw .notAnAddress(.noAt)
        }
        let (local, domain) = (Array(parts[0]), Array(parts[1]))
        guard local.count <= Self.localBytesMax else { throw .notAnAddress(.tooLong) }
        guard Self.isLocal(local) else { throw .notAnAddress(.localPart) }
        guard domain.allSatisfy({ $0 < 0x80 }) else { throw .notAnAddress(.internationalDomain) }
        guard Self.isDomain(domain) else { throw .notAnAddress(.domain) }
        self.local = String(decoding: local, as: UTF8.self)
        self.domain = String(decoding: domain, as: UTF8.self).lowercased()
    }

    private static func isLocal(_ bytes: [UInt8]) -> Bool {
        bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
            .allSatisfy { !$0.isEmpty && $0.allSatisfy(\.isAtom) }
    }

    // At least one letter in the last label: numbers are addresses of machines.
    private static func isDomain(_ bytes: [UInt8]) -> Bool {
        let labels = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let hyphen = UInt8(ascii: "-")
        return labels.allSatisfy { label in
            (1...labelBytesMax).contains(label.count) && label.first != hyphen
                && label.last != hyphen && label.allSatisfy { $0.isAlphanumeric || $0 == hyphen }
        } && labels.last?.contains(where: \.isLetter) == true
    }
}

extension MailAddress: CustomStringConvertible {
    /// Never the address itself: descriptions end in logs.
    package var description: String { "<an e-mail address>" }
}

extension UInt8 {
    /// A letter of ASCII.
    var isLetter: Bool { (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self) }

    /// A letter or digit of ASCII.
    var isAlphanumeric: Bool { isLetter || (0x30...0x39).contains(self) }

    /// What stands in an atom without quotes.
    var isAtom: Bool { isAlphanumeric || Self.atomSigns.contains(self) }

    private static let atomSigns = Set("!#$%&'*+-/=?^_`{|}~".utf8)
}
