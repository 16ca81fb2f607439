import Causality
import Sync
import Synchronization

/// One life of the database that writes: the replica as which it writes, minted at the first write
/// after the start of the program and never stored, and the ids of records that it mints.
final class Incarnation: Sendable {
    private let state = Mutex<State?>(nil)
    private let mintReplica: @Sendable () throws -> ReplicaID

    private struct State {
        let replica: ReplicaID
        var mint: IdentifierMint
    }

    init(minting mint: @escaping @Sendable () throws -> ReplicaID) { mintReplica = mint }

    /// The replica as which this life writes, unless another life writes as it too.
    func replica(unless isTaken: (ReplicaID) -> Bool = { _ in false }) throws -> ReplicaID {
        if let replica = state.withLock({ $0?.replica }), !isTaken(replica) { return replica }
        return try begin()
    }

    /// Goes on as another replica.
    func begin() throws -> ReplicaID {
        let replica = try mintReplica()
        state.withLock { $0 = State(replica: replica, mint: IdentifierMint(of: replica)) }
        return replica
    }

    /// An id that no record has.
    func mint(milliseconds: UInt64) throws -> RecordID {
        _ = try replica()
        let id: RecordID? = state.withLock { $0?.mint.next(milliseconds: milliseconds) }
        guard let id else { throw AgentStoreError.noReplica }
        return id
    }

    /// What mints ids that no record has.
    func minting(milliseconds: UInt64) throws -> () -> RecordID {
        _ = try replica()
        return { [self] in
            let id: RecordID? = state.withLock { $0?.mint.next(milliseconds: milliseconds) }
            guard let id else { preconditionFailure("a life that has begun goes on") }
            return id
        }
    }
}
