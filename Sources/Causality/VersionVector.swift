/// What a database knows of a book: of each replica, which of its changes are held.
///
/// Invariants:
/// 1. No replica stands with nothing held: what is unknown is absent.
/// 2. What is held once stays held; only folding a closed replica takes it out of the vector.
package struct VersionVector: Hashable, Sendable {
    private var runs: [ReplicaID: CounterRun]

    /// Takes counters as they were stored; those of 0 say nothing and are left out.
    package init(_ counters: [ReplicaID: UInt64] = [:]) {
        runs = counters.filter { $0.value > 0 }.mapValues { CounterRun(upTo: $0) }
    }

    /// Takes runs as they were stored; those that hold nothing are left out.
    package init(runs: [ReplicaID: CounterRun]) { self.runs = runs.filter { $0.value.highest > 0 } }

    /// How many replicas are known.
    package var count: Int { runs.count }

    /// Every replica with its highest counter without a gap, in the canonical order of ids.
    package var entries: [(replica: ReplicaID, counter: UInt64)] {
        runs.sorted { $0.key < $1.key }.map { ($0.key, $0.value.contiguous) }
            .filter { $0.1 > 0 }
    }

    /// The known replicas, in the canonical order of ids.
    package var replicas: [ReplicaID] { runs.keys.sorted() }

    /// The highest counter up to which all changes of a replica are held; 0 where it is unknown.
    package subscript(replica: ReplicaID) -> UInt64 { runs[replica]?.contiguous ?? 0 }

    /// Which changes of a replica are held.
    package func run(of replica: ReplicaID) -> CounterRun { runs[replica] ?? CounterRun() }

    /// Whether the change that the dot names is held.
    package func covers(_ dot: Dot) -> Bool {
        runs[dot.replica]?.contains(dot.counter) ?? false
    }
}

extension VersionVector {
    /// What recording a dot came to.
    package enum Recording: Equatable, Sendable {
        /// The dot was the replica's next one, or an exception, and is now covered.
        case added
        /// The dot was covered before; nothing changed.
        case known
        /// Changes between the highest one held and this one are missing; nothing changed.
        case gap(expected: UInt64)
    }

    /// Takes note that a change is held, if it is its replica's next one or fills an exception.
    @discardableResult
    package mutating func record(_ dot: Dot) -> Recording {
        var run = run(of: dot.replica)
        if run.contains(dot.counter) { return .known }
        guard dot.counter <= run.highest || dot.counter == run.highest + 1 else {
            return .gap(expected: run.highest + 1)
        }
        run.insert(dot.counter)
        runs[dot.replica] = run
        return .added
    }

    /// Takes note that a change is held; those before it that are not held become exceptions.
    package mutating func insert(_ dot: Dot) {
        runs[dot.replica, default: CounterRun()].insert(dot.counter)
    }

    /// Takes a replica out, and says which of its changes were held.
    package mutating func remove(_ replica: ReplicaID) -> CounterRun {
        runs.removeValue(forKey: replica) ?? CounterRun()
    }

    /// Knows afterwards whatever either of the two knew.
    package mutating func merge(_ other: VersionVector) {
        for (replica, run) in other.runs { runs[replica, default: CounterRun()].formUnion(run) }
    }
}
