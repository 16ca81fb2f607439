import Simulation

/// The runs of many seeds, on all cores, in whatever order they end.
struct Runs: AsyncSequence {
    typealias Element = (seed: UInt64, outcome: Outcome)

    /// Seeds that one thread goes through before it tells of them.
    private static let batchCount: UInt64 = 32
    private static let threadsCount = 2

    private let seeds: Range<UInt64>
    private let conditions: Conditions

    init(_ seeds: Range<UInt64>, _ conditions: Conditions) {
        self.seeds = seeds
        self.conditions = conditions
    }

    func makeAsyncIterator() -> AsyncStream<Element>.Iterator {
        let (seeds, conditions) = (seeds, conditions)
        let (stream, continuation) = AsyncStream.makeStream(of: Element.self)
        let work = Task {
            await withTaskGroup(of: Void.self) { group in
                for thread in 0..<UInt64(Self.threadsCount) {
                    group.addTask {
                        for seed in seeds
                        where (seed - seeds.lowerBound) / Self.batchCount
                            % UInt64(Self.threadsCount) == thread
                        {
                            if Task.isCancelled { return }
                            continuation.yield((seed, conditions.run(seed)))
                        }
                    }
                }
            }
            continuation.finish()
        }
        continuation.onTermination = { _ in work.cancel() }
        return stream.makeAsyncIterator()
    }
}
