import Causality

/// Puts a snapshot together from chunks that were read at different points, and from the log.
///
///     collecting ──take──▶ collecting ──follow──▶ … ──finished──▶ a base
///
/// Invariants:
/// 1. Chunks come in the order of their ranges, each beginning where the one before ended, so that
///    collecting may stop at any of them and go on later, at any server process.
/// 2. A record is changed by those entries only that follow the point at which its chunk was read.
/// 3. The log passes through the point of every chunk; if it does not, all begins again.
package struct SnapshotAssembly: Sendable {
    private var state: BookState
    private var chunks: [SnapshotChunk] = []
    private var authors: [ReplicaID]
    /// The point up to which the log was followed.
    package private(set) var point: LogPoint

    /// Begins with a head.
    package init(_ head: SnapshotHead) {
        state = BookState(
            knowledge: head.knowledge, removedEarly: head.removedEarly, refused: head.refused)
        authors = head.roll
        point = head.tail
    }

    /// Whether every record's chunk is there.
    package var isCollected: Bool { chunks.last.map { $0.through == nil } ?? false }

    /// The key after which the next chunk begins.
    package var next: RecordKey? { chunks.last?.through }

    /// Takes the next chunk; `false` if it is not the next one, or older than what was followed.
    package mutating func take(_ chunk: SnapshotChunk) -> Bool {
        guard !isCollected, chunk.after == next, chunk.point.position >= point.position else {
            return false
        }
        if chunk.point.position == point.position, chunk.point != point { return false }
        chunks.append(chunk)
        for record in chunk.records { state.adopt(record) }
        return true
    }

    /// Follows the log by an entry; `false` if it does not pass where it has to: begin again.
    ///
    /// It is followed once all chunks are there.
    package mutating func follow(_ item: Page.Item, using hash: HashFunction) -> Bool {
        let entry = item.entry
        guard isCollected, let next = point.after(entry, using: hash) else { return false }
        for chunk in chunks where chunk.point.position == next.position {
            guard chunk.point == next else { return false }
        }
        let chunks = chunks
        let isSettled = { (key: RecordKey) in
            chunks.contains { $0.covers(key) && entry.position <= $0.point.position }
        }
        state.open(item.graves.filter { !isSettled($0.key) })
        state.apply(OpenedEntry(entry), except: isSettled)
        if let author = entry.change?.dot.replica, authors.last != author {
            authors.append(author)
        }
        point = next
        return true
    }

    /// The replicas by their numbers, up to `point`.
    package func roll(using hash: HashFunction) -> Roll {
        authors.reduce(into: Roll()) { $0.enter($1, using: hash) }
    }

    /// The state at `point`, once the log was followed past every chunk.
    package var finished: BookState? {
        let last = chunks.map(\.point.position).max() ?? 0
        return isCollected && point.position >= last ? state : nil
    }
}
