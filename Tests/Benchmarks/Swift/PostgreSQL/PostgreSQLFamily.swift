import PostgreSQL

extension Family {
    /// Ingest by statement beside ingest by COPY.
    static let postgresql = Family(
        name: "postgresql",
        summary: "rows of the log by INSERT … SELECT unnest, beside COPY",
        fairness: """
            100 transactions of 1,000 rows, over one connection into the same durable cluster of \
            our own; the table is new and a checkpoint done before each run. The rows are made \
            before the clock starts, their bytes while it runs, on both sides. CPU counts this \
            process and the server's process for this connection, not the writers of its log.
            """
    ) { bench in
        try await Ingest.with(in: bench.scratch) { ingest in
            let unnest = try await bench.measure(
                Comparison(
                    name: "PostgreSQL, 1,000 rows a transaction by unnest", model: "COPY",
                    unit: .perSecond("rows"), goal: .atLeast(0.5),
                    ours: { try await ingest.run(LogRow.insertByUnnest) },
                    theirs: { try await ingest.run(LogRow.insertByCopy) }))
            return [unnest]
        }
    }
}
