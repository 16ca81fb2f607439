extension Family {
    /// A team's book beside the database alone.
    static let office = Family(
        name: "office",
        summary: "changes pushed into a team's book, beside COPY of the same log",
        fairness: """
            10,000 clients are added and each is edited once, in pushes of 500 into a book in \
            PostgreSQL. Ours checks chains, judges, merges, and writes log, receipts, vector, \
            state and projections; COPY brings the rows of the same log alone, 500 a transaction. \
            CPU counts this process and, of PostgreSQL, the one that serves it.
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
        return [ingest]
    }
}
