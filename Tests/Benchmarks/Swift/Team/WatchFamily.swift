import CommandLine

extension Family {
    /// From one laptop to another, while a hundred watch.
    static let watch = Family(
        name: "watch",
        summary: "from a commit on one laptop to its sight on another, with 100 agents watching",
        fairness: """
            Two laptops with their real stores and links, and 98 more agents that hold their \
            questions open and ask again at once, all for one book. One laptop saves a client and \
            pushes it; the clock runs from before its commit until a reader of the other one's \
            file sees it. Beside it, a NOTIFY with the same text until a listener of the same \
            database hears it. Everybody is on this machine and shares its processors.
            """
    ) { bench in
        try await TeamServer.with(in: bench.scratch) { server in
            let work = try await WatchWork(agentsCount: 100, on: server, in: bench.scratch)
            let count = bench.isFull ? 300 : 40
            bench.progress.update("watch: \(count) commits")
            let ours = Latencies(try await work.commits(count))
            let theirs = Latencies(try await work.notices(count))
            await work.close()
            return [
                row("Seen on another, median", ours.median, theirs.median, 50),
                row("Seen on another, p99", ours.p99, theirs.p99, 50),
            ]
        }
    }

    private static func row(
        _ name: String, _ ours: Double, _ theirs: Double, _ goal: Double
    ) -> Measurement {
        let runs = [ours, theirs].map { Run(count: 1, seconds: $0, processorSeconds: $0) }
        let comparison = Comparison(
            name: name, model: "a NOTIFY", unit: .milliseconds(each: "commit"),
            goal: .within(goal), ours: { runs[0] }, theirs: { runs[1] })
        return Measurement(of: comparison, [Pair(ours: runs[0], theirs: runs[1])])
    }
}

/// How long something took, again and again.
private struct Latencies {
    let median: Double
    let p99: Double

    init(_ seconds: [Double]) {
        let sorted = seconds.sorted()
        median = sorted[sorted.count / 2]
        p99 = sorted[min(sorted.count - 1, sorted.count * 99 / 100)]
    }
}
