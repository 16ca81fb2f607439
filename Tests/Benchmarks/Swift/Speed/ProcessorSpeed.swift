/// How fast one processor computes.
enum ProcessorSpeed {
    private static let stepCount = 100_000_000

    /// The best of three: whatever disturbs a computation only slows it down.
    static func megastepsPerSecond() throws(BenchmarkFailure) -> Double {
        var best = 0.0
        for seed in 1...3 {
            let stopwatch = try Stopwatch()
            let last = walk(from: UInt64(seed))
            precondition(last != 0, "a walk that begins elsewhere never comes to zero")
            let run = try stopwatch.stop(count: stepCount)
            best = max(best, Double(run.count) / run.seconds / 1e6)
        }
        return best
    }

    /// Each step (xorshift) needs the one before, so no two of them overlap.
    @inline(never)
    private static func walk(from seed: UInt64) -> UInt64 {
        var state = seed
        for _ in 0..<stepCount {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
        }
        return state
    }
}
