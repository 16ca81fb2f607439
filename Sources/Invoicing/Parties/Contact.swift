/// A telephone number as people print it: `+49 30 123456`.
package struct PhoneNumber: Hashable, Sendable, CustomStringConvertible {
    /// The number as it was written.
    package let text: String

    /// What is dialled: digits, after a plus where there is one.
    package var dialled: String { text.filter { $0 == "+" || $0.isNumber } }

    /// Reads 5 to 15 digits with blanks, points, hyphens, slashes and brackets between them.
    package init(_ text: String) throws(InvoicingError) {
        let bytes = Array(text.utf8.prefix(41))
        let between = Array(" .-/()".utf8)
        let rest = bytes.first == UInt8(ascii: "+") ? bytes.dropFirst() : bytes[...]
        guard bytes.count <= 40, (5...15).contains(rest.count(where: \.isDigit)),
            rest.allSatisfy({ $0.isDigit || between.contains($0) }),
            rest.first?.isDigit == true || rest.first == UInt8(ascii: "(")
        else { throw .malformed(expected: "a phone number such as +49 30 123456") }
        self.text = text
    }

    /// The number as it was written.
    package var description: String { text }
}

/// The address of a website, with its scheme: `https://example.com/shop`.
package struct WebAddress: Hashable, Sendable, CustomStringConvertible {
    /// The address.
    package let text: String

    /// Reads an address of http or https; without a scheme it becomes https.
    package init(_ text: String) throws(InvoicingError) {
        let lower = text.prefix(8).lowercased()
        let scheme = ["https://", "http://"].first { lower.hasPrefix($0) }
        let rest = Array(text.utf8.dropFirst(scheme?.utf8.count ?? 0).prefix(2_001))
        let isEnd = { (byte: UInt8) in Array("/?#".utf8).contains(byte) }
        let authority = rest.prefix { !isEnd($0) }
        let parts = authority.split(
            separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false)
        guard rest.count <= 2_000, let first = parts.first, let host = HostName(first),
            parts.count == 1 || Self.isPort(parts[1]),
            rest.dropFirst(authority.count).allSatisfy(Self.isAllowed)
        else { throw .malformed(expected: "a web address such as https://example.com") }
        let port = parts.count == 2 ? ":" + String(decoding: parts[1], as: UTF8.self) : ""
        let path = String(decoding: rest.dropFirst(authority.count), as: UTF8.self)
        self.text = (scheme ?? "https://") + host.text + port + path
    }

    /// The address.
    package var description: String { text }

    private static func isPort(_ bytes: some Collection<UInt8>) -> Bool {
        let text = String(decoding: bytes, as: UTF8.self)
        return bytes.allSatisfy(\.isDigit) && (1...65_535).contains(Int(text) ?? 0)
    }

    /// Printable ASCII but what could end an attribute or a link.
    private static func isAllowed(_ byte: UInt8) -> Bool {
        (0x21...0x7E).contains(byte) && !Array("\"<>\\^`{|}".utf8).contains(byte)
    }
}

/// A bank's code of 8 or 11 characters (ISO 9362): `COBADEFFXXX`.
package struct BIC: Hashable, Sendable, CustomStringConvertible {
    /// The code in capitals.
    package let text: String

    /// Reads a code in any case, with blanks.
    package init(_ text: String) throws(InvoicingError) {
        let bytes = text.utf8.prefix(20).filter { $0 != UInt8(ascii: " ") }.map(\.uppercased)
        let country = String(decoding: bytes.dropFirst(4).prefix(2), as: UTF8.self)
        guard bytes.count == 8 || bytes.count == 11, text.utf8.count <= 20,
            bytes.allSatisfy({ $0.isDigit || $0.isCapital }), bytes[..<6].allSatisfy(\.isCapital),
            country == "XK" || (try? CountryCode(country)) != nil
        else { throw .malformed(expected: "a BIC of 8 or 11 characters, such as COBADEFFXXX") }
        self.text = String(decoding: bytes, as: UTF8.self)
    }

    /// The code.
    package var description: String { text }
}
