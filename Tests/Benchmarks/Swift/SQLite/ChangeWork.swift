import Glibc
import PlainC
import SQLite

/// So many changes to a new book, in transactions of one size; the same through every door.
struct ChangeWork: Sendable {
    private let count: Int
    private let batchSize: Int
    private let path: String
    private let records: [[UInt8]]

    /// Prepares the ids of the changed records.
    init(count: Int, batchSize: Int, in scratch: Scratch) {
        self.count = count
        self.batchSize = batchSize
        path = scratch.path + "/book.db"
        records = (0..<count).map(Self.recordID)
    }

    /// Writes them over a connection of one's own.
    func runOnConnection() throws -> Run {
        removeFile()
        defer { removeFile() }
        let connection = try Connection.open(at: path)
        try connection.run(script: Self.schema)
        let stopwatch = try Stopwatch()
        for positions in batches {
            try connection.transaction { try write(positions, to: connection) }
        }
        return try stopwatch.stop(count: count)
    }

    /// Writes them through the database, which is asked for each transaction.
    func runOnDatabase() async throws -> Run {
        removeFile()
        defer { removeFile() }
        let database = try await Database.open(
            at: path, migrations: [Migration(name: "v0001-book.sql", text: Self.schema)])
        let stopwatch = try Stopwatch()
        for positions in batches {
            try await database.write { try write(positions, to: $0) }
        }
        let run = try stopwatch.stop(count: count)
        await database.close()
        return run
    }

    /// Writes them in plain C.
    func runInPlainC() throws -> Run {
        removeFile()
        defer { removeFile() }
        guard let book = plain_book_open(path, Self.schema, Int32(count)) else {
            throw BenchmarkFailure.refused("Plain C could not open \(path).")
        }
        defer { plain_book_close(book) }
        let stopwatch = try Stopwatch()
        guard plain_book_write(book, Int32(batchSize)) == 0 else {
            throw BenchmarkFailure.refused("SQLite refused the changes from plain C.")
        }
        return try stopwatch.stop(count: count)
    }

    private var batches: [Range<Int>] {
        stride(from: 0, to: count, by: batchSize).map { $0..<min($0 + batchSize, count) }
    }

    private func removeFile() {
        for suffix in ["", "-wal", "-shm"] { unlink(path + suffix) }
    }
}

extension ChangeWork {
    private static let schema = """
        CREATE TABLE changes (position INTEGER PRIMARY KEY, record BLOB NOT NULL,
         field INTEGER NOT NULL, writer TEXT NOT NULL, body BLOB NOT NULL) STRICT;
        CREATE TABLE records (record BLOB PRIMARY KEY, position INTEGER NOT NULL,
         body BLOB NOT NULL) STRICT, WITHOUT ROWID;
        """

    private static let insertChange =
        "INSERT INTO changes (position, record, field, writer, body) VALUES (?, ?, ?, ?, ?)"

    private static let upsertRecord =
        "INSERT INTO records (record, position, body) VALUES (?, ?, ?)"
        + " ON CONFLICT (record) DO UPDATE SET position = excluded.position, body = excluded.body"

    private static let body = [UInt8](repeating: 7, count: 87)

    /// One change as one writes one, many as one writes many.
    private func write(_ positions: Range<Int>, to connection: borrowing Connection) throws {
        guard batchSize == 1 else { return try writeMany(positions, to: connection) }
        for position in positions {
            let record = records[position]
            try connection.execute(
                Self.insertChange, position, record, position % 16, "laptop of a person",
                Self.body)
            try connection.execute(Self.upsertRecord, record, position, Self.body)
        }
    }

    private func writeMany(_ positions: Range<Int>, to connection: borrowing Connection) throws {
        try connection.prepared(Self.insertChange) { change in
            try connection.prepared(Self.upsertRecord) { upsert in
                for position in positions {
                    let record = records[position]
                    try change.execute(
                        position, record, position % 16, "laptop of a person", Self.body)
                    try upsert.execute(record, position, Self.body)
                }
            }
        }
    }

    /// Ids rise with time, as those of the product do; every fourth change is to an older record.
    private static func recordID(_ position: Int) -> [UInt8] {
        let number = UInt32(position % 4 == 3 ? position / 2 : position)
        var id = [UInt8](repeating: 0, count: 16)
        for place in 0..<4 { id[place] = UInt8(truncatingIfNeeded: number >> (24 - 8 * place)) }
        return id
    }
}
