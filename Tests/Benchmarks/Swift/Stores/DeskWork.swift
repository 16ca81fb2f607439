import AgentStore
import Bytes
import Catalog
import Causality
import Crypto
import Glibc
import SQLite
import ServerStore
import Sync

/// A laptop's copy of a book, and the same rows by SQL alone.
struct DeskWork {
    private let work: StoreWork
    private let pages: [Page]
    private let path: String

    init(_ work: StoreWork, in scratch: Scratch) {
        self.work = work
        pages = work.pages(schema: Catalog.schema).pages
        path = scratch.path + "/copy.sqlite"
    }

    /// Applies the pages to an empty copy.
    func apply() async throws -> Run {
        try await withDesk { desk in
            let stopwatch = try Stopwatch()
            for page in pages {
                let applied = try await desk.apply(page, at: 1_800_000_000_000)
                guard applied.outcome == .applied else {
                    throw BenchmarkFailure.refused("A page was not applied.")
                }
            }
            return try stopwatch.stop(count: work.changes.count)
        }
    }

    /// Saves edits of clients one by one, each durable before the next.
    func save(_ count: Int) async throws -> Run {
        try await withDesk { desk in
            for page in pages { _ = try await desk.apply(page, at: 1_800_000_000_000) }
            let keys = work.changes.prefix(count).map { $0.records[0] }
            let stopwatch = try Stopwatch()
            for (place, key) in keys.enumerated() {
                _ = try await desk.save(at: 1_800_000_000_000 + UInt64(place)) { open, _ in
                    let sight = Sight(of: try open(key), in: Catalog.schema) { Record(key: $0) }
                    return sight.edit([RegisterKey(2): .text("Edited \(place)")])
                }
            }
            return try stopwatch.stop(count: keys.count)
        }
    }

    /// Writes a row for each change and the state of its record, so many in a transaction.
    func write(_ count: Int, batchSize: Int) throws -> Run {
        removeFile()
        defer { removeFile() }
        let connection = try Connection.open(at: path)
        try connection.run(script: Self.schema)
        let rows = work.changes.suffix(count).map { change in
            (id: change.records[0].id, payload: change.payload)
        }
        let state = [UInt8](repeating: 7, count: 220)
        try connection.transaction {
            for row in rows { try connection.execute(Self.insertState, row.id, state) }
        }
        let stopwatch = try Stopwatch()
        for start in stride(from: 0, to: rows.count, by: batchSize) {
            try connection.transaction {
                for row in rows[start...].prefix(batchSize) {
                    try connection.execute(
                        "INSERT INTO changes (payload) VALUES (?)", row.payload)
                    try connection.execute(Self.insertState, row.id, state)
                }
            }
        }
        return try stopwatch.stop(count: rows.count)
    }

    private static let schema = """
        CREATE TABLE changes (position INTEGER PRIMARY KEY, payload BLOB NOT NULL) STRICT;
        CREATE TABLE states (id BLOB PRIMARY KEY, state BLOB NOT NULL) STRICT, WITHOUT ROWID;
        """

    private static let insertState = """
        INSERT INTO states (id, state) VALUES (?, ?)
        ON CONFLICT (id) DO UPDATE SET state = excluded.state
        """

    private func withDesk(_ body: (BookDesk) async throws -> Run) async throws -> Run {
        removeFile()
        defer { removeFile() }
        let database = try await Database.open(at: path, migrations: FileSchema.migrations)
        let replica = ReplicaID(bytes: try SecureRandom.bytes(16))
        let desk = BookDesk(
            book: work.book, device: DeviceID(words: (high: 9, low: 9)), database: database,
            check: ReceiptCheck.function
        ) { replica ?? ReplicaID(words: (high: 9, low: 9)) }
        _ = try await desk.learn(work.notary.keys, at: 1)
        let run = try await body(desk)
        await database.close()
        return run
    }

    private func removeFile() {
        for suffix in ["", "-wal", "-shm"] { unlink(path + suffix) }
    }
}
