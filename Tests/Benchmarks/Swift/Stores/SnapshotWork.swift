import AgentStore
import Bytes
import Causality
import Glibc
import SQLite
import ServerStore
import Sync

/// A snapshot of invoices, put together as an agent does it, and the same rows by SQL alone.
struct SnapshotWork {
    private static let now: UInt64 = 1_800_000_000_000
    private let work: StoreWork
    private let parts: [Conversation.Part]
    private let count: Int
    private let path: String

    init(_ work: StoreWork, in scratch: Scratch) {
        self.work = work
        path = scratch.path + "/snapshot.sqlite"
        let log = InvoiceBook.log(6_000, work.book, by: work.notary)
        var parts = [Conversation.Part.head(log.snapshotHead())]
        var key: RecordKey?
        repeat {
            let chunk = log.snapshotChunk(after: key, countMax: 1_000)
            parts.append(.chunk(chunk))
            key = chunk.through
        } while key != nil
        self.parts = parts + [.tail(log.page(after: log.durable, countMax: 1))]
        count = log.state.records.count
    }

    /// Takes all parts into an empty book.
    func stage() async throws -> Run {
        removeFile()
        let database = try await Database.open(at: path, migrations: FileSchema.migrations)
        let desk = BookDesk(
            book: work.book, device: DeviceID(words: (high: 9, low: 9)), database: database,
            check: ReceiptCheck.function
        ) { ReplicaID(words: (high: 9, low: 9)) }
        _ = try await desk.learn(work.notary.keys, at: 1)
        let stopwatch = try Stopwatch()
        var progress: Session.Laptop.SnapshotProgress?
        for part in parts { progress = try await desk.stage(part, at: Self.now) }
        let run = try stopwatch.stop(count: count)
        guard progress == .swapped else {
            throw BenchmarkFailure.refused("The snapshot was not taken.")
        }
        await database.close()
        return run
    }

    /// Copies what was staged.
    func copyStaged() async throws -> Run {
        try await Self.copy(path, to: path + ".copy", counting: count)
    }

    private func removeFile() {
        for suffix in ["", "-wal", "-shm", ".copy", ".copy-wal", ".copy-shm"] {
            unlink(path + suffix)
        }
    }

    /// Copies the tables of a book's file, and indexes its words anew.
    static func copy(_ book: String, to target: String, counting count: Int) async throws -> Run {
        for suffix in ["", "-wal", "-shm"] { unlink(target + suffix) }
        let database = try await Database.open(at: target, migrations: FileSchema.migrations)
        await database.close()
        let connection = try Connection.open(at: target)
        try connection.execute("ATTACH DATABASE ? AS book", book)
        let names: [String] = try connection.query(
            """
            SELECT name FROM book.sqlite_schema WHERE type = 'table'
                AND name NOT LIKE 'search\\_%' ESCAPE '\\'
                AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
                AND name NOT IN ('search', 'schema_migrations')
            """
        ) { try $0.read(0) }
        let stopwatch = try Stopwatch()
        try connection.transaction(.deferred) {
            for name in names {
                try connection.execute(
                    "INSERT INTO main.\"\(name)\" SELECT * FROM book.\"\(name)\"")
            }
            try connection.execute(
                "INSERT INTO search (rowid, words) SELECT number, words FROM searchable")
        }
        return try stopwatch.stop(count: count)
    }
}
