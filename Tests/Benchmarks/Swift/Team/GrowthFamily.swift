extension Family {
    /// What a change costs in a large book.
    static let growth = Family(
        name: "growth",
        summary: "what one change costs in a large book, beside the same in a small one",
        fairness: """
            The same work twice, in books of different size; the small one has a thousand records \
            and the replicas of two programs. Pushes bring 500 changes and pulls take as many at \
            the head of the log, through the server's own code and one connection, without HTTP; \
            the large books are filled up with rows like their first ones. On the laptop, names of \
            clients are edited, one a transaction that is not synced; and drafts are added that \
            name one and the same client, as the first ones of that client and after many others.
            """
    ) { bench in
        let sizes = bench.isFull ? [10_000, 100_000, 1_000_000] : [10_000]
        let replicas = bench.isFull ? [100, 1_000] : [100]
        var measured: [Measurement] = []
        try await TeamServer.with(in: bench.scratch) { server in
            let small = try await GrownBook(records: 1_000, replicas: 2, on: server)
            for (records, replicas) in sizes.map({ ($0, 2) }) + replicas.map({ (1_000, $0) }) {
                let large = try await GrownBook(
                    records: records, replicas: replicas, on: server)
                let name = replicas > 2 ? "\(replicas) replicas" : "\(records) records"
                measured.append(
                    try await bench.measure(
                        row("Push, \(name)", ours: large.push, theirs: small.push)))
                measured.append(
                    try await bench.measure(
                        row("Pull, \(name)", ours: large.pull, theirs: small.pull)))
                await large.close()
            }
            await small.close()
        }
        return measured + (try await laptops(bench))
    }

    private static func laptops(_ bench: Bench) async throws -> [Measurement] {
        let size = bench.isFull ? 100_000 : 10_000
        let small = LaptopWork(try StoreWork(clientsCount: 1_000), in: bench.scratch)
        let large = LaptopWork(try StoreWork(clientsCount: size), in: bench.scratch)
        let invoices = OneClient(in: bench.scratch)
        return [
            try await bench.measure(
                row("Edit, \(size) records") {
                    try await large.save(500, batch: 1, isSynced: false)
                } theirs: {
                    try await small.save(500, batch: 1, isSynced: false)
                }),
            try await bench.measure(
                row("Draft, after \(size / 10) of its client") {
                    try await invoices.add(500, after: size / 10)
                } theirs: {
                    try await invoices.add(500, after: 0)
                }),
        ]
    }

    private static func row(
        _ name: String, ours: @escaping () async throws -> Run,
        theirs: @escaping () async throws -> Run
    ) -> Comparison {
        Comparison(
            name: name, model: "in a small book", unit: .microseconds(each: "change"),
            goal: .atMost(1.5), ours: ours, theirs: theirs)
    }
}
