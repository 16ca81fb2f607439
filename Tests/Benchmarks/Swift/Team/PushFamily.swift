extension Family {
    /// What laptops send, from their letters to the server's disk.
    static let push = Family(
        name: "push",
        summary: "changes pushed over HTTP into PostgreSQL, beside COPY of the same log",
        fairness: """
            The server is the program of its own over the PostgreSQL that it starts; agents \
            compose letters of 500 changes (clients that are added, then an edit of each), deflate \
            and sign them, send each when the one before was answered, and read the verdicts. COPY \
            brings the rows of the same log alone, 500 a transaction, on one connection. Everybody \
            shares the machine's processors. CPU counts this process and the server's, and nothing \
            of PostgreSQL.
            """
    ) { bench in
        try await TeamServer.with(in: bench.scratch) { server in
            let count = bench.isFull ? 20_000 : 4_000
            var measured: [Measurement] = []
            for crew in PushCrew.all {
                let work = try await PushWork(crew, changesCount: count, on: server)
                measured.append(
                    try await bench.measure(
                        Comparison(
                            name: crew.name, model: "COPY of the log", unit: .perSecond("changes"),
                            goal: .reaches(crew.goal), ours: { try await work.push() },
                            theirs: { try await work.copy() })))
            }
            return measured
        }
    }
}

/// How many push into how many books.
struct PushCrew: Sendable {
    let name: String
    let agentsCount: Int
    let isOneBook: Bool
    let goal: Double

    static let all = [
        PushCrew(name: "Push, one agent", agentsCount: 1, isOneBook: true, goal: 20_000),
        PushCrew(name: "Push, 8 agents, 8 books", agentsCount: 8, isOneBook: false, goal: 30_000),
        PushCrew(name: "Push, 8 agents, one book", agentsCount: 8, isOneBook: true, goal: 15_000),
    ]
}
