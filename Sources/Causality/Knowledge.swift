/// All that a database knows of a book: its vector of live replicas, and those that are closed.
///
/// A replica that ended and has no exceptions folds into the closed ones, which everybody learns
/// from the log: a handshake tells the vector alone, and the vector holds live replicas only.
///
/// Invariants:
/// 1. A replica is live or closed, never both.
/// 2. Closing and reopening change nothing of what is covered.
package struct Knowledge: Hashable, Sendable {
    /// What is held of the live replicas.
    package private(set) var vector: VersionVector
    /// The last counter of every closed replica.
    package private(set) var closed: [ReplicaID: UInt64]

    /// Knows what was stored, or nothing yet.
    package init(vector: VersionVector = VersionVector(), closed: [ReplicaID: UInt64] = [:]) {
        self.vector = vector
        self.closed = closed
        for replica in closed.keys { _ = self.vector.remove(replica) }
    }

    /// Whether the change that the dot names is held.
    package func covers(_ dot: Dot) -> Bool {
        closed[dot.replica].map { dot.counter > 0 && dot.counter <= $0 } ?? vector.covers(dot)
    }

    /// Which changes of a replica are held.
    package func run(of replica: ReplicaID) -> CounterRun {
        closed[replica].map { CounterRun(upTo: $0) } ?? vector.run(of: replica)
    }
}

extension Knowledge {
    /// Takes note that a change is held, if it is its replica's next one or fills an exception.
    ///
    /// A closed replica reopens for its next counter.
    @discardableResult
    package mutating func record(_ dot: Dot) -> VersionVector.Recording {
        if covers(dot) { return .known }
        reopen(dot.replica)
        return vector.record(dot)
    }

    /// Takes note that a change is held; those before it that are not held become exceptions.
    package mutating func insert(_ dot: Dot) {
        guard !covers(dot) else { return }
        reopen(dot.replica)
        vector.insert(dot)
    }

    /// Folds a replica that ended; one with exceptions or without changes stays as it is.
    @discardableResult
    package mutating func close(_ replica: ReplicaID) -> Bool {
        let run = vector.run(of: replica)
        guard run.highest > 0, run.exceptions.isEmpty else { return false }
        closed[replica] = vector.remove(replica).highest
        return true
    }

    private mutating func reopen(_ replica: ReplicaID) {
        guard let last = closed.removeValue(forKey: replica) else { return }
        vector.merge(VersionVector([replica: last]))
    }
}
