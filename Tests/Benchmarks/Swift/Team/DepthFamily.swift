import Crypto
import PostgreSQL
import ServerStore
import Sync

extension Family {
    /// A little out of much.
    static let depth = Family(
        name: "depth",
        summary: "a hundred changes out of a book of a million, beside a bare query for them",
        fairness: """
            A laptop that has followed a large book asks for the hundred changes that it lacks: \
            the server's own code answers over one connection to PostgreSQL, without HTTP. Ours \
            looks who asks, where the laptop's points lie, and what vouches for the entries; the \
            bare query reads the same hundred rows of the log. Statistics were never gathered of \
            the first book, and are fresh for the second. The book was filled up with rows like \
            its first ones.
            """
    ) { bench in
        try await TeamServer.with(in: bench.scratch) { server in
            let size = bench.isFull ? 1_000_000 : 20_000
            let work = try await DepthWork(size: size, on: server)
            let fresh = try await bench.measure(work.comparison("never analysed"))
            try await work.analyse()
            let known = try await bench.measure(work.comparison("analysed"))
            await work.close()
            return [fresh, known]
        }
    }
}

/// One laptop that asks for the same hundred changes again and again.
struct DepthWork: Sendable {
    private static let lacking = 100
    private static let repetitions = 200
    private static let earlyPulls = 10

    private let book: PaddedBook
    private let pool: Pool
    private let office: BookOffice
    private let caller: BookOffice.Caller
    private let size: Int

    init(size: Int, on server: TeamServer) async throws {
        let work = try StoreWork(clientsCount: 500)
        let connection = try await server.connection()
        for table in ["log_entries", "record_states", "receipts", "clients", "held_replicas"] {
            try await connection.run("ALTER TABLE \(table) SET (autovacuum_enabled = false)")
        }
        pool = server.ownPool(size: 1)
        let notary = Notary(signingWith: try SigningKey(), number: 1)
        office = BookOffice(pool: pool, notary: notary)
        let book = try await server.book()
        caller = BookOffice.Caller(book: book, device: work.device) { _ in
            BookOffice.Permit(isRevoked: false)
        }
        let pushes = work.pushes
        _ = try await office.answer(pushes[0], from: caller, at: 1_800_000_000_000)
        // Plans that are kept are made while there is hardly anything.
        for _ in 0..<Self.earlyPulls {
            let pull = Pull(points: [.start], waitSeconds: 0)
            _ = try await office.answer(pull, from: caller, at: 1_800_000_000_000)
        }
        self.book = try await PaddedBook.pad(book, to: size, by: connection)
        await connection.close()
        self.size = size
        let rest = work.edits(Self.lacking)
        _ = try await office.answer(rest, from: caller, at: 1_800_000_000_000)
    }

    func comparison(_ name: String) -> Comparison {
        Comparison(
            name: "100 of \(size), \(name)", model: "a bare query",
            unit: .microseconds(each: "pull"),
            goal: .within(1_000), ours: { try await pull() }, theirs: { try await query() })
    }

    func analyse() async throws {
        try await pool.withConnection { try $0.run("ANALYZE") }
    }

    func close() async { await pool.close() }

    private func pull() async throws -> Run {
        let pull = Pull(points: [book.head], waitSeconds: 0)
        let stopwatch = try Stopwatch()
        for _ in 0..<Self.repetitions {
            let reply = try await office.answer(pull, from: caller, at: 1_800_000_000_000)
            guard case .page(let page) = reply, page.items.count == Self.lacking else {
                throw BenchmarkFailure.refused("Not all of the changes came.")
            }
        }
        return try stopwatch.stop(count: Self.repetitions)
    }

    private func query() async throws -> Run {
        let (book, position) = (book.book, Int64(book.head.position))
        let stopwatch = try Stopwatch()
        for _ in 0..<Self.repetitions {
            let rows: [[UInt8]] = try await pool.withConnection { connection in
                try connection.rows(
                    """
                    SELECT entry FROM log_entries WHERE book_id = \(book)
                        AND position > \(position) ORDER BY position LIMIT 100
                    """
                ) { (row) throws(PostgreSQLError) in try row.read(0) }
            }
            guard rows.count == Self.lacking else {
                throw BenchmarkFailure.refused("Not all of the rows came.")
            }
        }
        return try stopwatch.stop(count: Self.repetitions)
    }
}
