import Glibc

/// What one run of the work took.
struct Run {
    /// How many times the work was done.
    let count: Int
    /// How long it took, by the clock on the wall.
    let seconds: Double
    /// How long processors worked for it.
    let processorSeconds: Double
    /// What it held in memory, where that is what is asked.
    var bytes = 0
}

/// Measures a run by the clock on the wall and by the processor time of those who work for it.
struct Stopwatch {
    private let clocks: [clockid_t]
    private let startSeconds: Double
    private let startProcessorSeconds: Double

    /// Starts. This process works for the run, unless others are named.
    init(processIDs: [Int32] = [getpid()]) throws(BenchmarkFailure) {
        var clocks: [clockid_t] = []
        for processID in processIDs {
            var clock = clockid_t()
            let code = clock_getcpuclockid(processID, &clock)
            guard code == 0 else { throw .system(call: "clock_getcpuclockid", code) }
            clocks.append(clock)
        }
        self.clocks = clocks
        startProcessorSeconds = try Self.sum(of: clocks)
        startSeconds = try Self.seconds(of: CLOCK_MONOTONIC)
    }

    /// Ends the run in which the work was done so many times.
    func stop(count: Int) throws(BenchmarkFailure) -> Run {
        let seconds = try Self.seconds(of: CLOCK_MONOTONIC) - startSeconds
        let processorSeconds = try Self.sum(of: clocks) - startProcessorSeconds
        return Run(count: count, seconds: seconds, processorSeconds: processorSeconds)
    }

    private static func sum(of clocks: [clockid_t]) throws(BenchmarkFailure) -> Double {
        var sum = 0.0
        for clock in clocks { sum += try seconds(of: clock) }
        return sum
    }

    private static func seconds(of clock: clockid_t) throws(BenchmarkFailure) -> Double {
        var time = timespec()
        guard clock_gettime(clock, &time) == 0 else { throw .system(call: "clock_gettime", errno) }
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
