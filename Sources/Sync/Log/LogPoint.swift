import Bytes

/// A point of a book's history: a position, and the hash of everything up to it.
///
/// Two databases that name the same point hold the same log up to there.
package struct LogPoint: Hashable, Sendable {
    /// The position of the last entry.
    package let position: UInt64
    /// The running hash over all entries up to it.
    package let hash: ContentHash

    /// Names a point.
    package init(position: UInt64, hash: ContentHash) {
        self.position = position
        self.hash = hash
    }

    /// The point before the first entry.
    package static let start = LogPoint(position: 0, hash: .zero)

    /// The point after an entry; `nil` unless it is the next one.
    package func after(_ entry: LogEntry, using hash: HashFunction) -> LogPoint? {
        guard position < .max, entry.position == position + 1 else { return nil }
        return LogPoint(
            position: entry.position, hash: hash(self.hash.bytes + entry.encoded))
    }
}

extension LogPoint: Comparable {
    /// Orders points by position; two histories may have used one, and then the hash only makes
    /// their order the same everywhere.
    package static func < (left: LogPoint, right: LogPoint) -> Bool {
        if left.position != right.position { return left.position < right.position }
        return left.hash.bytes.lexicographicallyPrecedes(right.hash.bytes)
    }
}
