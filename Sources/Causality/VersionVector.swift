/// What a database knows of a book: of each replica, which of its changes are held.
///
/// Invariants:
/// 1. No replica stands with nothing held: what is unknown is absent.
/// 2. What is held once stays held; only folding a closed replica takes it out of the vector.
/// 3. The replicas rise, each with its highest counter at the same index; those of whose changes
///    some are missing stand among the gaps as well.
package struct VersionVector: Hashable, Sendable {
    private var ids: [ReplicaID]
    private var tops: [UInt64]
    private var gaps: [ReplicaID: [ClosedRange<UInt64>]]

    /// Takes counters as they were stored; those of 0 say nothing and are left out.
    package init(_ counters: [ReplicaID: UInt64] = [:]) {
        self.init(sorting: counters.map { ($0.key, CounterRun(upTo: $0.value)) })
    }

    /// Takes runs as they were stored; those that hold nothing are left out.
    package init(runs: [ReplicaID: CounterRun]) {
        self.init(sorting: runs.map { ($0.key, $0.value) })
    }

    /// Takes runs of different replicas in any order; those that hold nothing are left out.
    package init(sorting runs: [(replica: ReplicaID, run: CounterRun)]) {
        let held = runs.filter { $0.run.highest > 0 }.sorted { $0.replica < $1.replica }
        ids = held.map(\.replica)
        tops = held.map(\.run.highest)
        gaps = [:]
        for (replica, run) in held where !run.exceptions.isEmpty {
            gaps[replica] = run.exceptions
        }
    }

    /// How many replicas are known.
    package var count: Int { ids.count }

    /// Every replica with its highest counter without a gap, in the canonical order of ids.
    package var entries: [(replica: ReplicaID, counter: UInt64)] {
        runs.map { ($0.replica, $0.run.contiguous) }.filter { $0.1 > 0 }
    }

    /// Every replica with what is held of it, in the canonical order of ids.
    package var runs: [(replica: ReplicaID, run: CounterRun)] {
        ids.indices.map { (ids[$0], run(at: $0)) }
    }

    /// The known replicas, in the canonical order of ids.
    package var replicas: [ReplicaID] { ids }

    /// The highest counter up to which all changes of a replica are held; 0 where it is unknown.
    package subscript(replica: ReplicaID) -> UInt64 { run(of: replica).contiguous }

    /// Which changes of a replica are held.
    package func run(of replica: ReplicaID) -> CounterRun {
        let place = place(of: replica)
        return holds(replica, at: place) ? run(at: place) : CounterRun()
    }

    /// Whether the change that the dot names is held.
    package func covers(_ dot: Dot) -> Bool {
        let place = place(of: dot.replica)
        guard holds(dot.replica, at: place) else { return false }
        if gaps.isEmpty { return dot.counter > 0 && dot.counter <= tops[place] }
        return run(at: place).contains(dot.counter)
    }

    private func run(at place: Int) -> CounterRun {
        let exceptions = gaps.isEmpty ? [] : gaps[ids[place]] ?? []
        return CounterRun(held: tops[place], except: exceptions)
    }

    private func holds(_ replica: ReplicaID, at place: Int) -> Bool {
        place < ids.count && ids[place] == replica
    }

    /// Where a replica stands, or would stand.
    private func place(of replica: ReplicaID) -> Int {
        var (low, high) = (0, ids.count)
        while low < high {
            let middle = (low + high) / 2
            if ids[middle] < replica { low = middle + 1 } else { high = middle }
        }
        return low
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
        let run = run(of: dot.replica)
        if run.contains(dot.counter) { return .known }
        guard dot.counter <= run.highest || dot.counter == run.highest + 1 else {
            return .gap(expected: run.highest + 1)
        }
        insert(dot)
        return .added
    }

    /// Takes note that a change is held; those before it that are not held become exceptions.
    package mutating func insert(_ dot: Dot) {
        var run = run(of: dot.replica)
        run.insert(dot.counter)
        if run.highest > 0 { set(dot.replica, to: run) }
    }

    /// Takes a replica out, and says which of its changes were held.
    package mutating func remove(_ replica: ReplicaID) -> CounterRun {
        let place = place(of: replica)
        guard holds(replica, at: place) else { return CounterRun() }
        defer {
            ids.remove(at: place)
            tops.remove(at: place)
            gaps[replica] = nil
        }
        return run(at: place)
    }

    private mutating func set(_ replica: ReplicaID, to run: CounterRun) {
        let place = place(of: replica)
        if holds(replica, at: place) {
            tops[place] = run.highest
        } else {
            ids.insert(replica, at: place)
            tops.insert(run.highest, at: place)
        }
        if !run.exceptions.isEmpty || !gaps.isEmpty {
            gaps[replica] = run.exceptions.isEmpty ? nil : run.exceptions
        }
    }
}

extension VersionVector {
    /// Knows afterwards whatever either of the two knew, in one pass over both.
    package mutating func merge(_ other: VersionVector) {
        let broken = Set(gaps.keys).union(other.gaps.keys).map { replica in
            (replica, union(run(of: replica), other.run(of: replica)))
        }
        var (mergedIDs, mergedTops) = ([ReplicaID](), [UInt64]())
        mergedIDs.reserveCapacity(max(ids.count, other.ids.count))
        mergedTops.reserveCapacity(max(ids.count, other.ids.count))
        var (mine, theirs) = (0, 0)
        while mine < ids.count || theirs < other.ids.count {
            let isMine =
                theirs == other.ids.count
                || (mine < ids.count && ids[mine] <= other.ids[theirs])
            let isBoth = isMine && theirs < other.ids.count && ids[mine] == other.ids[theirs]
            mergedIDs.append(isMine ? ids[mine] : other.ids[theirs])
            mergedTops.append(
                isBoth
                    ? max(tops[mine], other.tops[theirs])
                    : isMine ? tops[mine] : other.tops[theirs])
            if isMine { mine += 1 }
            if isBoth || !isMine { theirs += 1 }
        }
        (ids, tops) = (mergedIDs, mergedTops)
        for (replica, run) in broken { set(replica, to: run) }
    }

    private func union(_ left: CounterRun, _ right: CounterRun) -> CounterRun {
        var run = left
        run.formUnion(right)
        return run
    }
}
