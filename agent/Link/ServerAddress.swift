package import HTTPClient

/// Where a server is: the scheme, the host and the port of a URL, and nothing else.
package struct ServerAddress: Hashable, Sendable {
    /// The address as it is written, without a slash at its end.
    package let text: String
    /// Where to connect.
    package let origin: Origin

    /// Reads `https://books.example.com`, `http://127.0.0.1:8480`.
    package init(_ text: String) throws(LinkError) {
        let trimmed = text.hasSuffix("/") ? String(text.dropLast()) : text
        let parts = trimmed.split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, ["http", "https"].contains(parts[0]),
            let (host, port) = Self.hostAndPort(parts[1])
        else { throw .badAddress(text) }
        self.text = trimmed
        origin =
            parts[0] == "https"
            ? .https(host: host, port: port ?? 443) : .http(host: host, port: port ?? 80)
    }

    private static func hostAndPort(_ text: Substring) -> (host: String, port: UInt16?)? {
        let isLiteral = text.hasPrefix("[")
        guard !isLiteral || text.contains("]") else { return nil }
        let host = isLiteral ? text.dropFirst().prefix { $0 != "]" } : text.prefix { $0 != ":" }
        let rest = text.dropFirst(host.count + (isLiteral ? 2 : 0))
        let allowed = { (scalar: Unicode.Scalar) in
            scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                || (isLiteral ? ":.%" : ".-_").unicodeScalars.contains(scalar)
        }
        guard !host.isEmpty, host.utf8.count <= 253, host.unicodeScalars.allSatisfy(allowed) else {
            return nil
        }
        if rest.isEmpty { return (String(host), nil) }
        guard rest.hasPrefix(":"), let port = UInt16(rest.dropFirst()), port > 0 else { return nil }
        return (String(host), port)
    }
}
