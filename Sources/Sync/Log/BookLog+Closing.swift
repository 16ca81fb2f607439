package import Causality

/// Replicas that ended fold into the closed ones, so that vectors hold live replicas only.
extension BookLog {
    /// Folds a replica, if nothing of it is missing or refused. It reopens for its next change.
    @discardableResult
    package mutating func close(_ replica: ReplicaID) -> Bool {
        defer { seal() }
        guard isClosable(replica) else { return false }
        append(.closed(replica))
        return true
    }

    /// Folds those replicas of a device that ended: a later one was begun, nothing of them is
    /// unsent, and all that they wrote was accepted.
    package mutating func closeEnded(of device: DeviceID, besides unsent: Set<ReplicaID>) {
        guard !isRecovering else { return }
        for replica in state.knowledge.vector.replicas {
            guard ownership.device(of: replica) == device, !unsent.contains(replica),
                ownership.newest(of: device) != replica
            else { continue }
            close(replica)
        }
    }

    private func isClosable(_ replica: ReplicaID) -> Bool {
        let run = state.knowledge.vector.run(of: replica)
        return run.highest > 0 && run.exceptions.isEmpty
            && !state.refused.keys.contains { $0.replica == replica }
    }
}
