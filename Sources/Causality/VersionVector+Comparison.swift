/// How the knowledge of two databases relates.
package enum CausalOrder: Hashable, Sendable {
    /// Both know the same.
    case equal
    /// The other knows all of this, and more.
    case before
    /// This knows all of the other, and more.
    case after
    /// Each knows something that the other does not.
    case concurrent
}

/// A run of one replica's changes that a database lacks.
package struct MissingRange: Hashable, Sendable {
    /// Whose changes they are.
    package let replica: ReplicaID
    /// Their counters.
    package let counters: ClosedRange<UInt64>

    /// Names a run of changes.
    package init(replica: ReplicaID, counters: ClosedRange<UInt64>) {
        self.replica = replica
        self.counters = counters
    }
}

extension VersionVector {
    /// Whether everything that the other knows is known here too.
    package func contains(_ other: VersionVector) -> Bool {
        other.replicas.allSatisfy { run(of: $0).contains(other.run(of: $0)) }
    }

    /// How what is known here relates to what the other knows.
    package func compare(_ other: VersionVector) -> CausalOrder {
        switch (contains(other), other.contains(self)) {
        case (true, true): .equal
        case (true, false): .after
        case (false, true): .before
        case (false, false): .concurrent
        }
    }

    /// The changes that the other holds and this one does not, in canonical order.
    package func missing(from other: VersionVector) -> [MissingRange] {
        other.replicas.flatMap { replica in
            run(of: replica).missing(from: other.run(of: replica)).map {
                MissingRange(replica: replica, counters: $0)
            }
        }
    }

    /// The exceptions: changes that are missing although later ones of their replica are held.
    package var exceptions: [MissingRange] {
        replicas.flatMap { replica in
            run(of: replica).exceptions.map { MissingRange(replica: replica, counters: $0) }
        }
    }
}
