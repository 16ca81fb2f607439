import Catalog
import Glibc
import PostgreSQL
import ServerStore
import Sync

/// Pushes into a team's book, and the same log by COPY alone.
struct OfficeWork {
    private let pool: Pool
    private let processIDs: [Int32]
    private let work: StoreWork
    private let pushes: [Push]
    private let rows: [(position: Int64, hash: [UInt8], entry: [UInt8])]

    /// Lends a migrated cluster of our own to the body and removes it afterwards.
    static func with<Value>(
        _ work: StoreWork, in scratch: Scratch, _ body: (OfficeWork) async throws -> Value
    ) async throws -> Value {
        let cluster = try PrivateCluster(directory: scratch.path + "/office")
        let outcome: Result<Value, any Error>
        do {
            let settings = try await cluster.start()
            try await settings.migrateOffice()
            var options = PoolOptions()
            options.size = 1
            let pool = Pool(settings, options: options)
            outcome = .success(try await body(try await OfficeWork(work, pool)))
            await pool.close()
        } catch {
            outcome = .failure(error)
        }
        try await cluster.stop()
        await Scratch.remove(cluster.dataDirectory + "/..")
        return try outcome.get()
    }

    private init(_ work: StoreWork, _ pool: Pool) async throws {
        self.work = work
        self.pool = pool
        pushes = work.pushes
        let server: Int32 = try await pool.withConnection { connection in
            try connection.value("select pg_backend_pid()")
        }
        processIDs = [getpid(), server]
        let log = work.pages(schema: Catalog.schema).log
        rows = log.entries.map { entry in
            (
                position: Int64(entry.position),
                hash: log.point(at: entry.position)?.hash.bytes ?? [], entry: entry.encoded
            )
        }
    }

    /// Takes all pushes into a new book.
    func take() async throws -> Run {
        let book = try await ServerStore(pool: pool)
            .createBook(named: "Benchmark", at: Timestamp(microseconds: 0))
        let office = BookOffice(pool: pool, notary: work.notary)
        let caller = BookOffice.Caller(book: book, device: work.device) { _ in
            BookOffice.Permit(isRevoked: false)
        }
        try await checkpoint()
        let stopwatch = try Stopwatch(processIDs: processIDs)
        for push in pushes {
            let reply = try await office.answer(push, from: caller, at: 1_800_000_000_000)
            guard case .verdicts(let verdicts) = reply,
                verdicts.verdicts.count == push.runs.map(\.changes.count).reduce(0, +)
            else { throw BenchmarkFailure.refused("A push was not taken.") }
        }
        return try stopwatch.stop(count: work.changes.count)
    }

    /// Copies the rows of the same log into an empty table.
    func copy() async throws -> Run {
        try await pool.withConnection { connection in
            try connection.run("DROP TABLE IF EXISTS bare_log")
            try connection.run(
                """
                CREATE TABLE bare_log (book_id bigint NOT NULL, position bigint NOT NULL,
                    hash bytea NOT NULL, entry bytea NOT NULL, PRIMARY KEY (book_id, position))
                """)
        }
        try await checkpoint()
        let stopwatch = try Stopwatch(processIDs: processIDs)
        for start in stride(from: 0, to: rows.count, by: StoreWork.batchSize) {
            let batch = Array(rows[start...].prefix(StoreWork.batchSize))
            try await pool.transaction { connection in
                let columns = ["book_id", "position", "hash", "entry"]
                try connection.copy(batch, into: "bare_log", columns: columns) { row, copy in
                    copy.append(Int64(1))
                    copy.append(row.position)
                    copy.append(row.hash)
                    copy.append(row.entry)
                }
            }
        }
        return try stopwatch.stop(count: rows.count)
    }

    private func checkpoint() async throws {
        try await pool.withConnection { try $0.run("CHECKPOINT") }
    }
}
