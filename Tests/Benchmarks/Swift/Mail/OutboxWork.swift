import Crypto
import FakeMailServer
import Mail
import Mailing
import PostgreSQL
import ServerStore
import Sync

/// An outbox full of mails, to be emptied.
struct OutboxWork {
    private static let now = Timestamp(microseconds: 1_763_700_000_000_000)

    let count: Int
    let scratch: Scratch

    /// Measures on a cluster of its own, which is removed afterwards.
    func measured(by bench: Bench) async throws -> Measurement {
        let cluster = try PrivateCluster(directory: scratch.path + "/outbox")
        let outcome: Result<Measurement, any Error>
        do {
            let settings = try await cluster.start()
            try await Migrator(Schema.migrations).migrate(settings)
            let pool = Pool(settings)
            outcome = .success(
                try await bench.measure(
                    Comparison(
                        name: "outbox to SMTP, four connections", model: "one connection",
                        unit: .perSecond("mails"), goal: .oursAtLeast(300),
                        ours: { try await run(on: pool, connections: 4) },
                        theirs: { try await run(on: pool, connections: 1) })))
            await pool.close()
        } catch {
            outcome = .failure(error)
        }
        try await cluster.stop()
        await Scratch.remove(cluster.dataDirectory + "/..")
        return try outcome.get()
    }

    /// Four rounds at once, as the queue has them work them off.
    private func run(on pool: Pool, connections: Int) async throws -> Run {
        let line = try Keyring.newLine(id: "bench")
        let keeper = try SecretKeeper { try Keyring(parsing: line) }
        try await fill(pool, sealedBy: keeper)
        return try await FakeMailServer.with { server in
            let crew = TransportCrew(
                try (0..<connections).map { _ in try MailWork.sender(to: server) })
            let sender = MailSender(pool: pool, transport: crew, keeper: keeper)
            let stopwatch = try Stopwatch()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<4 {
                    group.addTask { while try await sender.sendDue(limit: 100).count > 0 {} }
                }
                try await group.waitForAll()
            }
            let run = try stopwatch.stop(count: count)
            guard server.record.accepted.count == count else {
                throw BenchmarkFailure.refused("the server has not got every mail")
            }
            return run
        }
    }

    private func fill(_ pool: Pool, sealedBy keeper: SecretKeeper) async throws {
        try await pool.withConnection { try $0.run("TRUNCATE mails") }
        let store = ServerStore(pool: pool)
        var books: [BookID] = []
        for number in 0..<10 {
            books.append(try await store.createBook(named: "Book \(number)", at: Self.now))
        }
        let all = books
        try await pool.transaction { connection in
            for number in 0..<count {
                let key = MailKey(
                    book: all[number % all.count], kind: "invoice", subject: "\(number)",
                    occurrence: "1", recipient: try MailAddress("ada@example.com"))
                _ = try connection.enqueue(
                    key, from: try MailAddress("billing@baker.example"), sealedBy: keeper,
                    at: Self.now
                ) { id in try MailWork.message(number, id) }
            }
        }
        try await pool.withConnection { try $0.run("ANALYZE mails") }
    }
}
