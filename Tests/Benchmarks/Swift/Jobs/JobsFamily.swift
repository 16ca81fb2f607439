extension Family {
    /// The queue beside the loop that it is built around.
    static let jobs = Family(
        name: "jobs",
        summary: "jobs worked off by one process, beside a bare SKIP LOCKED loop",
        fairness: """
            A durable cluster of our own; the jobs are put there and a checkpoint done before \
            each run. Ours is a whole crew: leases, fences, attempts, heartbeats, metrics and a \
            task for each job, of which as many run at once as two batches hold; the clock stops \
            when all is written and the crew has gone. The bare loop has a table of four columns \
            with one index beside its key and keeps no leases; it takes batches of the same size \
            over one connection, marks them as running, and then as done. "With an effect" \
            writes a row in the same transaction that ends the job: the bare loop takes, writes \
            and ends one job in each transaction. CPU counts this process alone.
            """
    ) { bench in
        try await QueueWork.with(in: bench.scratch) { work in
            [
                try await bench.measure(
                    Comparison(
                        name: "Trivial jobs", model: "bare loop, batches of 200",
                        unit: .perSecond("jobs"), goal: .atLeast(0.5),
                        ours: { try await work.runCrew(count: 30_000, hasEffects: false) },
                        theirs: { try await work.runBareLoop(count: 30_000) })),
                try await bench.measure(
                    Comparison(
                        name: "Jobs with an effect", model: "bare loop, one a transaction",
                        unit: .perSecond("jobs"), goal: .atLeast(0.5),
                        ours: { try await work.runCrew(count: 3_000, hasEffects: true) },
                        theirs: { try await work.runBareLoopWithEffects(count: 3_000) })),
            ]
        }
    }
}
