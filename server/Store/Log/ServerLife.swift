import Bytes
import Causality
import Crypto
import Sync
import Synchronization

/// One life of a process of the server that writes to books: the replica as which it writes, and
/// how far it has counted in each book.
///
/// Invariants:
/// 1. No two processes write as one replica, nor does one after its database was put back: a book
///    in which less is held of the replica than was counted is an older one, and the replica is
///    then left behind.
/// 2. A counter is taken while the book is locked, before anything is committed; what was taken in
///    vain ends the life of the replica, and is never used again.
final class ServerLife: Sendable {
    /// Of so many books is remembered how far was counted.
    private static let booksMax = 10_000
    private let state = Mutex<State?>(nil)

    private struct State {
        let replica: ReplicaID
        var mint: IdentifierMint
        var counted: [BookID: UInt64] = [:]
    }

    /// Takes the next counter in a book that the caller has locked.
    func next(
        in book: BookID, held highest: (ReplicaID) throws -> UInt64
    ) throws -> Dot {
        let replica = try replica()
        let held = try highest(replica)
        let dot: Dot? = state.withLock { state in
            guard var present = state, present.replica == replica,
                present.counted[book] ?? 0 == held, present.counted.count < Self.booksMax
            else { return nil }
            present.counted[book] = held + 1
            state = present
            return Dot(replica: replica, counter: held + 1)
        }
        if let dot { return dot }
        state.withLock { state in
            if state?.replica == replica { state = nil }
        }
        return try next(in: book, held: highest)
    }

    /// An id that no record has.
    func mint(milliseconds: UInt64) throws -> RecordID {
        _ = try replica()
        let id: RecordID? = state.withLock { $0?.mint.next(milliseconds: milliseconds) }
        return try id ?? mint(milliseconds: milliseconds)
    }

    /// The replica of this life, begun when there is none.
    private func replica() throws -> ReplicaID {
        var random = try SecureGenerator()
        return state.withLock { state in
            if let state { return state.replica }
            let replica = ReplicaID.random(using: &random)
            state = State(replica: replica, mint: IdentifierMint(of: replica))
            return replica
        }
    }
}
