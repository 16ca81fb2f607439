package import Causality

/// Puts a snapshot together from chunks that were read at different points, and from the log.
///
///     collecting ──take──▶ collecting ──follow──▶ … ──finished──▶ a base
///
/// Invariants:
/// 1. Chunks come in the order of their ranges, each beginning where the one before ended, so that
///    collecting may stop at any of them and go on later, at any server process.
/// 2. A record is changed by those entries only that follow the point at which its chunk was read,
///    and the rest of the state by those that follow the head's.
/// 3. The log passes through the point of the head and of every chunk; if it does not, all begins
///    again.
/// 4. The log is followed from where backups end, and kept, so that a server which loses it can
///    have it back from whoever took a snapshot; no entry is believed that no receipt vouches for.
package struct SnapshotAssembly: Sendable {
    private let head: SnapshotHead
    /// What the parts add up to, as far as it is at hand.
    package private(set) var state: BookState
    private var chunks: [SnapshotChunk] = []
    /// The replicas of the log in the order of their numbers.
    package private(set) var authors: [ReplicaID]
    /// The entries that were followed here.
    package private(set) var kept: [VouchedEntry] = []
    /// The receipts that vouch for them.
    package private(set) var receipts: [Receipt] = []
    /// The point up to which the log was followed.
    package private(set) var point: LogPoint

    /// Begins with a head.
    package init(_ head: SnapshotHead) {
        self.head = head
        state = BookState(
            knowledge: head.knowledge, removedEarly: head.removedEarly, refused: head.refused)
        authors = head.roll
        point = head.tail
    }

    /// Goes on with what was staged: the ranges are the chunks that were taken, which need not
    /// hold their records any more; in the state are the records that what comes next touches.
    package init(
        _ head: SnapshotHead, staged state: BookState, of ranges: [SnapshotChunk],
        authors: [ReplicaID], followedTo point: LogPoint
    ) {
        self.head = head
        self.state = state
        self.authors = authors
        self.point = point
        chunks = ranges
    }

    /// Whether every record's chunk is there.
    package var isCollected: Bool { chunks.last.map { $0.through == nil } ?? false }

    /// The key after which the next chunk begins.
    package var next: RecordKey? { chunks.last?.through }

    /// Takes the next chunk; `false` if it is not the next one, or older than the head.
    package mutating func take(_ chunk: SnapshotChunk) -> Bool {
        guard !isCollected, chunk.after == next, chunk.point.position >= head.point.position
        else { return false }
        if chunk.point.position == head.point.position, chunk.point != head.point { return false }
        chunks.append(chunk)
        for record in chunk.records { state.adopt(record) }
        return true
    }

    /// Follows the log by a page; `false` if it does not pass where it has to, or nothing vouches
    /// for it: begin again.
    ///
    /// It is followed once all chunks are there.
    package mutating func follow(
        _ page: Page, provedBy verifier: ReceiptVerifier, using hash: HashFunction
    ) -> Bool {
        let proof = verifier.proof(by: page.receipts)
        for item in page.items where !follow(item, proof, hash) { return false }
        receipts += proof.receipts
        return true
    }

    private mutating func follow(
        _ item: Page.Item, _ proof: ReceiptProof, _ hash: HashFunction
    ) -> Bool {
        let entry = item.entry
        guard isCollected, let next = point.after(entry, using: hash),
            proof.vouches(from: point, to: next), passes(next)
        else { return false }
        kept.append(VouchedEntry(entry: entry, point: next))
        point = next
        guard next.position > head.point.position else { return true }
        let chunks = chunks
        let isSettled = { (key: RecordKey) in
            chunks.contains { $0.covers(key) && entry.position <= $0.point.position }
        }
        state.open(item.graves.filter { !isSettled($0.key) })
        state.apply(OpenedEntry(entry), except: isSettled)
        if let author = entry.change?.dot.replica, authors.last != author {
            authors.append(author)
        }
        return true
    }

    private func passes(_ next: LogPoint) -> Bool {
        if head.point.position == next.position, head.point != next { return false }
        return chunks.allSatisfy { $0.point.position != next.position || $0.point == next }
    }

    /// Whether the log was followed past the head's point and every chunk's.
    package var isFinished: Bool {
        let last = chunks.map(\.point.position).max() ?? 0
        return isCollected && point.position >= max(last, head.point.position)
    }

    /// The snapshot at `point`, once the log was followed past the head's and every chunk.
    package func finished(using hash: HashFunction) -> BookSnapshot? {
        guard isFinished else { return nil }
        return BookSnapshot(
            state, at: point, roll: authors.reduce(into: Roll()) { $0.enter($1, using: hash) },
            kept: kept, receipts: receipts, durable: head.tail.position)
    }
}
