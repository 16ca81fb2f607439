extension Family {
    /// A laptop's book beside the database alone.
    static let laptop = Family(
        name: "laptop",
        summary: "edits saved and changes pulled on a laptop, beside the same rows by plain SQL",
        fairness: """
            The book holds 10,000 clients. Both sides write the change, the record's state, its \
            projection of 37 columns and its words in the full-text index, over one connection \
            with the same settings. Ours also reads and merges the record, hashes and chains the \
            change, looks for conflicts, and keeps index keys, version vector and digest; of what \
            is pulled it checks signatures and hashes, and keeps the entries with their authors. \
            An edit changes one name. FULL syncs each commit, NORMAL leaves that to the \
            checkpoint; a thousand edits at once are one change. Pages bring 1,000 entries: \
            clients, then an edit of each. The snapshot is of a thousand clients and 6,000 drafts \
            of invoices with three lines each, put together on the disk in parts of 1,000 records; \
            SQL alone reads the tables of the file that it becomes and writes them to another one.
            """
    ) { bench in
        let store = try StoreWork(clientsCount: 10_000)
        let work = LaptopWork(store, in: bench.scratch)
        let snapshot = SnapshotWork(store, in: bench.scratch)
        return [
            try await bench.measure(
                edit("each synced", in: work, 500, batch: 1, isSynced: true, goal: 1.4)),
            try await bench.measure(
                edit("NORMAL", in: work, 2_000, batch: 1, isSynced: false, goal: 2.5)),
            try await bench.measure(
                edit("1,000 at once", in: work, 5_000, batch: 1_000, isSynced: true, goal: 8)),
            try await bench.measure(
                Comparison(
                    name: "Pull, pages of 1,000", model: "the same rows",
                    unit: .perSecond("changes"), goal: .oursAtLeast(30_000),
                    ours: { try await work.apply() }, theirs: { try await work.writeAll() })),
            try await bench.measure(
                Comparison(
                    name: "Snapshot, parts of 1,000", model: "a copy by SQL",
                    unit: .perSecond("records"), goal: .oursAtLeast(27_000),
                    ours: { try await snapshot.stage() },
                    theirs: { try await snapshot.copyStaged() })),
        ]
    }

    private static func edit(
        _ name: String, in work: LaptopWork, _ count: Int, batch: Int, isSynced: Bool, goal: Double
    ) -> Comparison {
        Comparison(
            name: "Edit, \(name)", model: "the same rows", unit: .microseconds(each: "edit"),
            goal: .atMost(goal),
            ours: { try await work.save(count, batch: batch, isSynced: isSynced) },
            theirs: { try await work.write(count, batch: batch, isSynced: isSynced) })
    }
}
