/// The part of a book's log that is at hand: the last entries with the log hash after each, and
/// single points besides.
///
/// A book that is held whole has every entry at hand that was not dropped. A database lays out what
/// a request needs: the points that it names, and the entries that it asks for.
///
/// Invariants:
/// 1. The entries follow `start` without a gap.
/// 2. Whatever is to be appended to has them at hand up to the head of the log.
package struct LogTail: Hashable, Sendable {
    /// The point before the first entry that is at hand.
    package private(set) var start: LogPoint
    /// The entries after it.
    package private(set) var entries: [LogEntry]
    /// The log hash after each of them.
    package private(set) var hashes: [ContentHash]
    private var points: [UInt64: ContentHash]
    /// The last point of the log, where the entries at hand do not reach it.
    private let beyond: LogPoint?

    /// Lays out entries that follow a point, with the log hash after each, and points besides.
    package init(
        after start: LogPoint = .start, entries: [LogEntry] = [], hashes: [ContentHash] = [],
        points: [LogPoint] = [], head: LogPoint? = nil
    ) {
        self.start = start
        self.entries = entries
        self.hashes = hashes
        let reached = start.position + UInt64(hashes.count)
        beyond = head.flatMap { $0.position > reached ? $0 : nil }
        self.points = Dictionary(
            points.map { ($0.position, $0.hash) }, uniquingKeysWith: { first, _ in first })
    }

    /// The last point of the log.
    package var head: LogPoint { beyond ?? reached }

    /// The last point whose entry is at hand.
    private var reached: LogPoint {
        LogPoint(
            position: start.position + UInt64(hashes.count), hash: hashes.last ?? start.hash)
    }

    /// The point at a position; `nil` beyond the head, and where it is not at hand.
    package func point(at position: UInt64) -> LogPoint? {
        if position == 0 { return .start }
        if position == start.position { return start }
        if position > start.position, position <= reached.position {
            return LogPoint(
                position: position, hash: hashes[Int(position - start.position) - 1])
        }
        if position == head.position { return head }
        return points[position].map { LogPoint(position: position, hash: $0) }
    }

    /// The entries that follow a position, so many at most; none where the next is not at hand.
    package func entries(after position: UInt64, countMax: Int) -> ArraySlice<LogEntry> {
        guard position >= start.position else { return [] }
        return entries.dropFirst(Int(clamping: position - start.position)).prefix(countMax)
    }

    /// The log hashes after the entries that follow a position, so many at most.
    func hashes(after position: UInt64, countMax: Int) -> ArraySlice<ContentHash> {
        guard position >= start.position else { return [] }
        return hashes.dropFirst(Int(clamping: position - start.position)).prefix(countMax)
    }

    /// Lays down the next entry.
    mutating func append(_ entry: LogEntry, using hash: HashFunction) {
        precondition(beyond == nil, "a log is appended to at its head")
        hashes.append(hash(head.hash.bytes + entry.encoded))
        entries.append(entry)
    }

    /// Lets go of the entries up to a position; the points stay.
    mutating func drop(through position: UInt64) {
        guard position > start.position, let last = point(at: position) else { return }
        points[start.position] = start.hash
        let count = Int(position - start.position)
        for (index, hash) in hashes.prefix(count).enumerated() {
            points[start.position + UInt64(index) + 1] = hash
        }
        entries.removeFirst(count)
        hashes.removeFirst(count)
        start = last
    }
}
