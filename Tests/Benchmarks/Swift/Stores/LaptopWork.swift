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
struct LaptopWork {
    private let work: StoreWork
    private let log: BookLog
    private let pages: [Page]
    private let path: String
    private static let now: UInt64 = 1_800_000_000_000

    init(_ work: StoreWork, in scratch: Scratch) {
        self.work = work
        (log, pages) = work.pages(schema: Catalog.schema)
        path = scratch.path + "/copy.sqlite"
    }

    /// Applies the pages to an empty copy.
    func apply() async throws -> Run {
        try await withDesk(isSynced: true) { desk in
            let stopwatch = try Stopwatch()
            try await apply(to: desk)
            return try stopwatch.stop(count: work.changes.count)
        }
    }

    /// Saves edits of clients, so many in each transaction.
    func save(_ count: Int, batch: Int, isSynced: Bool) async throws -> Run {
        try await withDesk(isSynced: isSynced) { desk in
            try await apply(to: desk)
            let keys = keys(count)
            let stopwatch = try Stopwatch()
            for start in stride(from: 0, to: keys.count, by: batch) {
                let places = start..<min(start + batch, keys.count)
                _ = try await desk.save(at: Self.now + UInt64(start)) { open, _ in
                    try places.flatMap { place in
                        Sight(of: try open(keys[place]), in: Catalog.schema) { Record(key: $0) }
                            .edit([RegisterKey(2): .text(Self.name(place))])
                    }
                }
            }
            return try stopwatch.stop(count: keys.count)
        }
    }

    /// Writes the rows of such edits.
    func write(_ count: Int, batch: Int, isSynced: Bool) async throws -> Run {
        try await withRows(isSynced: isSynced) { rows, connection in
            let records = keys(count).map { log.state[$0] }
            for record in records { try rows.add(record, to: connection) }
            let stopwatch = try Stopwatch()
            for start in stride(from: 0, to: records.count, by: batch) {
                try connection.transaction {
                    for place in start..<min(start + batch, records.count) {
                        try rows.edit(
                            records[place], to: Self.name(place),
                            by: work.changes[work.changes.count / 2 + place], in: connection)
                    }
                }
            }
            return try stopwatch.stop(count: records.count)
        }
    }

    /// Writes the rows of all that the pages bring.
    func writeAll() async throws -> Run {
        try await withRows(isSynced: true) { rows, connection in
            let half = work.changes.count / 2
            let stopwatch = try Stopwatch()
            for start in stride(from: 0, to: work.changes.count, by: 1_000) {
                try connection.transaction {
                    for place in start..<start + 1_000 {
                        let change = work.changes[place]
                        let record = log.state[change.records[0]]
                        if place < half {
                            try rows.add(record, by: change, to: connection)
                        } else {
                            try rows.edit(
                                record, to: Self.name(place), by: change, in: connection)
                        }
                    }
                }
            }
            return try stopwatch.stop(count: work.changes.count)
        }
    }

    private func keys(_ count: Int) -> [RecordKey] {
        work.changes.prefix(count).map { $0.records[0] }
    }

    private static func name(_ place: Int) -> String { "Edited \(place)" }
}

extension LaptopWork {
    private func apply(to desk: BookDesk) async throws {
        for page in pages {
            guard try await desk.apply(page, at: Self.now).outcome == .applied else {
                throw BenchmarkFailure.refused("A page was not applied.")
            }
        }
    }

    private func withDesk(
        isSynced: Bool, _ body: (BookDesk) async throws -> Run
    ) async throws -> Run {
        removeFile()
        defer { removeFile() }
        let database = try await Database.open(
            at: path, migrations: FileSchema.migrations, settings: settings(isSynced))
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

    private func withRows(
        isSynced: Bool, _ body: (PlainRows, borrowing Connection) throws -> Run
    ) async throws -> Run {
        removeFile()
        defer { removeFile() }
        let database = try await Database.open(at: path, migrations: FileSchema.migrations)
        await database.close()
        let connection = try Connection.open(at: path, settings: settings(isSynced))
        return try body(PlainRows(), connection)
    }

    private func settings(_ isSynced: Bool) -> ConnectionSettings {
        ConnectionSettings(syncsEachCommit: isSynced)
    }

    private func removeFile() {
        for suffix in ["", "-wal", "-shm"] { unlink(path + suffix) }
    }
}
