import AgentStore
import Bytes
import Catalog
import Causality
import JSON
import SQLite
import Sync
import TestPostgreSQL
import Testing

/// A laptop's book in a directory of the test's own.
struct Laptop {
    let store: AgentStore
    let path: String

    /// Lends a laptop to the body and removes it afterwards.
    static func with<Value>(_ body: (Laptop) async throws -> Value) async throws -> Value {
        try await TemporaryDirectory.with { directory in
            let laptop = try await Laptop(at: directory + "/book.sqlite")
            let value = try await body(laptop)
            await laptop.store.close()
            return value
        }
    }

    init(at path: String, marks: String? = nil) async throws {
        self.path = path
        store = try await AgentStore.open(at: path, marks: marks)
    }

    /// Ends this life of the database and begins the next one.
    func restarted() async throws -> Laptop {
        await store.close()
        return try await Laptop(at: path)
    }

    func add(_ name: String, at time: UInt64 = 1_000) async throws -> Record {
        try await store.add(["name": .string(name)], to: Catalog.client, at: time)
    }

    func edit(_ record: Record, name: String, at time: UInt64 = 2_000) async throws -> Record {
        try await store.edit(
            record.key.id.text, in: Catalog.client, by: ["name": .string(name)], at: time)
    }

    /// The changes that were written here, in the order in which they are sent.
    func changes() throws -> [Change] {
        try Connection.openForReading(at: path)
            .query("SELECT payload FROM own_changes ORDER BY sequence") { row in
                try Change(payload: try row.read(0))
            }
    }

    /// A number that a query of the database gives.
    func number(_ sql: String) throws -> Int64 {
        try Connection.openForReading(at: path).scalar(sql) ?? -1
    }

    /// Everything that the database holds, as text.
    func content() throws -> String {
        let connection = try Connection.openForReading(at: path)
        return try [
            "book", "copy", "own_changes", "own_replicas", "record_states", "clients", "searchable",
        ].map { table in
            try connection.query("SELECT * FROM \(table) ORDER BY 1, 2") { row in
                try (0..<row.columnCount).map { "\(try row.read($0, as: Cell.self))" }
                    .joined(separator: ",")
            }.joined(separator: "\n")
        }.joined(separator: "\n--\n")
    }
}

/// A cell of any kind.
struct Cell: SQLiteConvertible, CustomStringConvertible {
    let sqliteValue: SQLiteValue
    init?(sqliteValue: SQLiteValue) { self.sqliteValue = sqliteValue }
    var description: String { "\(sqliteValue)" }
}
