extension Family {
    /// The module beside plain C.
    static let sqlite = Family(
        name: "sqlite",
        summary: "changes to a book, one and 1,000 a transaction, beside the same SQL from plain C",
        fairness: """
            A row of the log and an upsert of its record for each change, into a new file: write-\
            ahead log, every commit synced, foreign keys, the same pragmas, the same passive \
            checkpoint after 1,000 pages. Ids and values are made before the clock starts. Both \
            have their statements at hand for all changes of a transaction; C prepares them once, \
            we find them by their text in each transaction. C binds its values where they lie, we \
            bind copies. "Through the actor" asks the database anew for each transaction. CPU \
            counts this process with the kernel's work for it.
            """
    ) { bench in
        let work = [
            (name: "SQLite, 1 change a transaction", batch: 1, count: 1_000),
            (name: "SQLite, 1,000 changes a transaction", batch: 1_000, count: 100_000),
        ]
        var measurements: [Measurement] = []
        for (name, batch, count) in work {
            let book = ChangeWork(count: count, batchSize: batch, in: bench.scratch)
            for (suffix, ours) in [
                ("", { try book.runOnConnection() }),
                (", through the actor", { try await book.runOnDatabase() }),
            ] as [(String, () async throws -> Run)] {
                measurements.append(
                    try await bench.measure(
                        Comparison(
                            name: name + suffix, model: "plain C",
                            unit: .microseconds(each: "change"), goal: .atMost(1.15), ours: ours,
                            theirs: { try book.runInPlainC() })))
            }
        }
        return measurements
    }
}
