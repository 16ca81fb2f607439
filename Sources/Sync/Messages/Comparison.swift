/// Records from one key to another, in their order.
package struct KeyRange: Hashable, Sendable {
    /// The key that the range begins after; `nil` at the beginning.
    package let after: RecordKey?
    /// The last key of the range; `nil` where it goes to the end.
    package let through: RecordKey?

    /// Names a range.
    package init(after: RecordKey?, through: RecordKey?) {
        self.after = after
        self.through = through
    }

    /// Whether a record belongs to the range.
    package func covers(_ key: RecordKey) -> Bool {
        (after.map { $0 < key } ?? true) && (through.map { key <= $0 } ?? true)
    }
}

/// A laptop's question for the digests of ranges, by which it finds the records that differ.
package struct Comparison: Hashable, Sendable {
    /// The point at which both sides are compared: they have to stand there.
    package let point: LogPoint
    /// The ranges.
    package let ranges: [KeyRange]

    /// Asks for digests.
    package init(point: LogPoint, ranges: [KeyRange]) {
        self.point = point
        self.ranges = ranges
    }
}

/// The server's digests, in the order of the ranges.
package struct Digests: Hashable, Sendable {
    /// Where the server stands; the digests are worth something only where that is the point asked.
    package let point: LogPoint
    /// The digests, and how many records each covers.
    package let ranges: [RangeDigest]

    /// Answers a comparison.
    package init(point: LogPoint, ranges: [RangeDigest]) {
        self.point = point
        self.ranges = ranges
    }
}

/// The digest of a range of records.
package struct RangeDigest: Hashable, Sendable {
    /// The digest.
    package let digest: ContentHash
    /// How many records it covers.
    package let count: UInt64

    /// Tells the digest of a range.
    package init(digest: ContentHash, count: UInt64) {
        self.digest = digest
        self.count = count
    }
}
