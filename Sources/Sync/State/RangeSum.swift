/// The digest of records that are read one page after the other.
package struct RangeSum: Sendable {
    private var sum = StateDigest()
    private var count: UInt64 = 0

    /// Of nothing yet.
    package init() {}

    /// Counts some records.
    package mutating func add(_ records: [Record], using hash: HashFunction) {
        for record in records { sum.add(record, using: hash) }
        count += UInt64(records.count)
    }

    /// The digest of all that was counted.
    package var digest: RangeDigest {
        RangeDigest(digest: ContentHash(bytes: sum.bytes) ?? .zero, count: count)
    }
}

extension KeyRange {
    /// All records.
    package static let all = KeyRange(after: nil, through: nil)

    /// Whether ranges stand one after the other, so that no record is in two of them: whoever
    /// reads them all reads a book once at most.
    package static func areApart(_ ranges: [KeyRange]) -> Bool {
        zip(ranges, ranges.dropFirst()).allSatisfy { one, next in
            guard let through = one.through, let after = next.after else { return false }
            return through <= after
        }
    }

    /// The range cut behind some keys of it, which rise.
    package func cut(behind keys: [RecordKey]) -> [KeyRange] {
        var (ranges, after) = ([KeyRange](), self.after)
        for key in keys where key != through {
            ranges.append(KeyRange(after: after, through: key))
            after = key
        }
        return ranges + [KeyRange(after: after, through: through)]
    }
}
