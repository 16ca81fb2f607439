import Bytes
import Causality
import Seeds

/// Two vectors of a thousand replicas that have moved on from each other.
struct VectorWork: Sendable {
    private let mine: VersionVector
    private let theirs: VersionVector
    private let counters: [ReplicaID: UInt64]
    private let others: [ReplicaID: UInt64]

    /// Nine tenths of the replicas are known to both.
    init() {
        var seed = SeededGenerator(seed: 3)
        var (mine, theirs) = ([ReplicaID: UInt64](), [ReplicaID: UInt64]())
        for place in 0..<1_050 {
            let replica = ReplicaID.random(using: &seed)
            if place < 1_000 { mine[replica] = UInt64(seed.number(1...9_999)) }
            if place >= 50 { theirs[replica] = UInt64(seed.number(1...9_999)) }
        }
        (counters, others) = (mine, theirs)
        (self.mine, self.theirs) = (VersionVector(mine), VersionVector(theirs))
    }

    /// Merges the vectors.
    func merge(times: Int) throws -> Run {
        var sum = 0
        let stopwatch = try Stopwatch()
        for _ in 0..<times {
            var merged = mine
            merged.merge(theirs)
            sum &+= merged.count
        }
        let run = try stopwatch.stop(count: times)
        precondition(sum == times * 1_050, "all replicas are there")
        return run
    }

    /// Merges dictionaries of counters.
    func mergeDictionaries(times: Int) throws -> Run {
        var sum = 0
        let stopwatch = try Stopwatch()
        for _ in 0..<times {
            let merged = counters.merging(others, uniquingKeysWith: max)
            sum &+= merged.count
        }
        let run = try stopwatch.stop(count: times)
        precondition(sum == times * 1_050, "all replicas are there")
        return run
    }
}
