/// What a database knows of a book: of each replica, how far its changes are held without a hole.
///
/// Invariants:
/// 1. No replica stands with counter 0: what is unknown is absent.
/// 2. A counter only rises, and only by one change at a time or by taking another vector's word.
package struct VersionVector: Hashable, Sendable {
    private var counters: [ReplicaID: UInt64]

    /// Takes counters as they were stored; those of 0 say nothing and are left out.
    package init(_ counters: [ReplicaID: UInt64] = [:]) {
        self.counters = counters.filter { $0.value > 0 }
    }

    /// How many replicas are known.
    package var count: Int { counters.count }

    /// Every replica with its counter, in the canonical order of replica ids.
    package var entries: [(replica: ReplicaID, counter: UInt64)] {
        counters.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// The highest counter up to which all changes of a replica are held; 0 where it is unknown.
    package subscript(replica: ReplicaID) -> UInt64 { counters[replica] ?? 0 }

    /// Whether the change that the dot names is held.
    package func covers(_ dot: Dot) -> Bool { dot.counter <= self[dot.replica] }
}

extension VersionVector {
    /// What recording a dot came to.
    package enum Recording: Equatable, Sendable {
        /// The dot was the replica's next one and is now covered.
        case added
        /// The dot was covered before; nothing changed.
        case known
        /// Changes between the last one held and this one are missing; nothing changed.
        case gap(expected: UInt64)
    }

    /// Takes note that a change is held, if it is its replica's next one.
    @discardableResult
    package mutating func record(_ dot: Dot) -> Recording {
        let held = self[dot.replica]
        if dot.counter <= held { return .known }
        guard dot.counter == held + 1 else { return .gap(expected: held + 1) }
        counters[dot.replica] = dot.counter
        return .added
    }

    /// Knows afterwards whatever either of the two knew.
    package mutating func merge(_ other: VersionVector) {
        counters.merge(other.counters, uniquingKeysWith: max)
    }

    /// Whether everything that the other knows is known here too.
    package func contains(_ other: VersionVector) -> Bool {
        other.counters.allSatisfy { self[$0.key] >= $0.value }
    }

    /// The changes that the other holds and this one does not, in canonical order.
    package func missing(from other: VersionVector) -> [MissingRange] {
        other.entries.compactMap { replica, counter in
            let held = self[replica]
            return counter > held
                ? MissingRange(replica: replica, counters: (held + 1)...counter) : nil
        }
    }
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
