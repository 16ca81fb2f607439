/// What a request is about: a path, already split and decoded, and a query.
///
/// A path is split at its slashes first and decoded afterwards, so an escaped slash stays inside
/// its segment; a segment that is `.` or `..` after decoding does not exist.
package struct Target: Hashable, Sendable {
    /// The decoded segments: `/clients/a%20b` has `clients` and `a b`; `/` has none.
    package let segments: [String]
    /// The decoded items after the question mark.
    package let query: Query
    /// The target as it stands on the wire.
    package let encoded: String

    /// Builds a target from plain segments and items, encoding what must be.
    package init(_ segments: [String], query: Query = [:]) {
        self.segments = segments
        self.query = query
        let path = "/" + segments.map(PercentCoding.encoded).joined(separator: "/")
        encoded = query.items.isEmpty ? path : path + "?" + query.encoded
    }

    /// Reads a target as it stands on the wire; refuses what is malformed with status 400.
    package init(parsing encoded: String) throws(Refusal) {
        let parts = encoded.utf8.split(
            separator: UInt8(ascii: "?"), maxSplits: 1, omittingEmptySubsequences: false)
        guard let path = parts.first, path.first == UInt8(ascii: "/") else {
            throw Refusal(.badRequest, "The path must begin with a slash.")
        }
        segments = try Self.segments(path.dropFirst())
        query = try Query(parsing: parts.dropFirst().first ?? Substring().utf8)
        self.encoded = encoded
    }

    private static func segments(_ path: Substring.UTF8View) throws(Refusal) -> [String] {
        guard !path.isEmpty else { return [] }
        var segments: [String] = []
        for part in path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
            guard let segment = PercentCoding.decoded(part), segment != ".", segment != ".." else {
                throw Refusal(.badRequest, "The path holds an escape or a segment that is refused.")
            }
            segments.append(segment)
        }
        return segments
    }
}

extension Target: ExpressibleByStringLiteral {
    /// A target written down in the program; a malformed one stops it.
    package init(stringLiteral value: String) {
        do {
            try self.init(parsing: value)
        } catch {
            preconditionFailure("“\(value)” is no target: \(error.message)")
        }
    }
}
