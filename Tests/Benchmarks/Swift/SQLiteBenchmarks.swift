import Glibc
import PlainC
import SQLite

/// One log row and one state row per change, through the module and through plain C.
struct SQLiteBenchmarks {
    private let directory: String

    /// Writes its databases into a directory, which should lie on the disk that is of interest.
    init(in directory: String) {
        self.directory = directory
    }

    /// Measures one change per transaction and a thousand, in turns with plain C.
    func run(rounds: Int) async throws -> [Measurement] {
        let cases = [
            (1, 2_000, "SQLite, 1 change a transaction"),
            (1_000, 100_000, "SQLite, 1,000 changes a transaction"),
        ]
        var measurements: [Measurement] = []
        for (batch, count, name) in cases {
            let direct = try await interleaved(rounds: rounds) {
                try connectionSeconds(count: count, perTransaction: batch)
            } theirs: {
                try plainSeconds(count: count, perTransaction: batch)
            }
            measurements.append(measurement(name, count, direct))
            let hopping = try await interleaved(rounds: rounds) {
                try await databaseSeconds(count: count, perTransaction: batch)
            } theirs: {
                try plainSeconds(count: count, perTransaction: batch)
            }
            measurements.append(measurement(name + ", through the actor", count, hopping))
        }
        return measurements
    }

    /// The seconds that changes take on a connection of one's own.
    func connectionSeconds(count: Int, perTransaction: Int) throws -> Double {
        try inNewFile { path in
            let connection = try Connection.open(at: path)
            try connection.run(script: Self.schema)
            let records = (0..<count).map(Self.recordID)
            let clock = ContinuousClock()
            return try clock.measure {
                for start in stride(from: 0, to: count, by: perTransaction) {
                    try connection.transaction {
                        try Self.write(
                            start..<min(start + perTransaction, count), of: records, to: connection)
                    }
                }
            }.seconds
        }
    }

    /// The seconds that the same changes take when each transaction is asked of the database.
    func databaseSeconds(count: Int, perTransaction: Int) async throws -> Double {
        let path = newPath()
        defer { remove(path) }
        let database = try await Database.open(
            at: path, migrations: [Migration(name: "v0001-book.sql", text: Self.schema)])
        let records = (0..<count).map(Self.recordID)
        let clock = ContinuousClock()
        let duration = try await clock.measure {
            for start in stride(from: 0, to: count, by: perTransaction) {
                let positions = start..<min(start + perTransaction, count)
                try await database.write { try Self.write(positions, of: records, to: $0) }
            }
        }
        await database.close()
        return duration.seconds
    }

    /// The seconds that the same changes take in plain C.
    func plainSeconds(count: Int, perTransaction: Int) throws -> Double {
        try inNewFile { path in
            let seconds = counterfoil_c_sqlite_batched(path, Int32(count), Int32(perTransaction))
            guard seconds >= 0 else { throw SQLiteError.closed }
            return seconds
        }
    }

    private func measurement(_ name: String, _ count: Int, _ pairs: [Pair]) -> Measurement {
        Measurement(
            name: name, value: Double(count) / median(pairs.map(\.ours)), unit: "changes/s",
            comparedWith: "plain C", ratio: median(pairs.map { $0.ours / $0.theirs }), goal: 1.15)
    }

    private func inNewFile(_ body: (String) throws -> Double) throws -> Double {
        let path = newPath()
        defer { remove(path) }
        return try body(path)
    }

    private func newPath() -> String {
        let path = directory + "/book.db"
        remove(path)
        return path
    }

    private func remove(_ path: String) {
        for suffix in ["", "-wal", "-shm"] { unlink(path + suffix) }
    }
}

extension SQLiteBenchmarks {
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

    @Sendable private static func write(
        _ positions: Range<Int>, of records: [[UInt8]], to connection: borrowing Connection
    ) throws {
        for position in positions {
            let record = records[position]
            try connection.execute(
                insertChange, position, record, position % 16, "laptop of a person", body)
            try connection.execute(upsertRecord, record, position, body)
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

extension Duration {
    /// The duration as a number of seconds.
    fileprivate var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}
