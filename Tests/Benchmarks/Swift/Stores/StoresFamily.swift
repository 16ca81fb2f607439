extension Family {
    /// The books of both houses beside the databases alone.
    static let stores = Family(
        name: "stores",
        summary: "changes into a team's book and onto a laptop, beside bare rows",
        fairness: """
            10,000 clients are added and each is edited once. The office takes pushes of 500 into \
            a book in PostgreSQL: it checks chains, judges, merges, and writes log, receipts, \
            vector and state; COPY brings the rows of the same log alone, 500 a transaction. The \
            laptop applies pages of 1,000 entries: it checks signatures and hashes, merges, and \
            writes state, vector and what it keeps for a restored server; beside it the changes \
            and as many states of 220 bytes by plain statements, 1,000 a transaction. An edit is \
            saved with its change and state, durable, one a transaction, beside the same two \
            rows. No projections and no search yet. CPU counts this process, and of PostgreSQL \
            the one that serves it.
            """
    ) { bench in
        let work = try StoreWork(clientsCount: 10_000)
        let ingest = try await OfficeWork.with(work, in: bench.scratch) { office in
            try await bench.measure(
                Comparison(
                    name: "Office, pushes of 500", model: "COPY of the log",
                    unit: .perSecond("changes"), goal: .atLeast(0.1),
                    ours: { try await office.take() }, theirs: { try await office.copy() }))
        }
        let desk = DeskWork(work, in: bench.scratch)
        let apply = try await bench.measure(
            Comparison(
                name: "Laptop, pages of 1,000", model: "plain statements",
                unit: .perSecond("changes"), goal: .oursAtLeast(30_000),
                ours: { try await desk.apply() },
                theirs: { try desk.write(work.changes.count, batchSize: 1_000) }))
        let save = try await bench.measure(
            Comparison(
                name: "Laptop, one edit at a time", model: "plain statements",
                unit: .microseconds(each: "edit"), goal: .atMost(1.4),
                ours: { try await desk.save(500) }, theirs: { try desk.write(500, batchSize: 1) }))
        return [ingest, apply, save]
    }
}
