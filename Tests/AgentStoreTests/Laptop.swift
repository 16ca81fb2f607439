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

    init(at path: String) async throws {
        self.path = path
        store = try await AgentStore.open(at: path)
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

    /// The payloads of everything that was written here, in the order of the births.
    func payloads() async throws -> [[UInt8]] {
        var payloads: [[UInt8]] = []
        for (replica, _) in try await store.ownReplicas() {
            payloads += try await store.payloads(
                of: replica, from: 1, countMax: .max, bytesMax: .max)
        }
        return payloads
    }

    /// A number that a query of the database gives.
    func number(_ sql: String) throws -> Int64 {
        try Connection.openForReading(at: path).scalar(sql) ?? -1
    }

    /// Everything that the database holds, as text.
    func content() throws -> String {
        let connection = try Connection.openForReading(at: path)
        return try ["book", "replicas", "changes", "records", "clients"].map { table in
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

/// Somebody else's replica, whose changes come by the server's log.
struct Colleague {
    let replica: ReplicaID
    private var counter: UInt64 = 0

    init(_ number: UInt8) { replica = ReplicaID(bytes: [UInt8](repeating: number, count: 16))! }

    mutating func write(
        _ name: String, to key: RecordKey = .client(9), over replaced: [Dot] = []
    ) -> Change {
        counter += 1
        return change(counter, name, to: key, over: replaced)
    }

    func change(
        _ counter: UInt64, _ name: String, to key: RecordKey = .client(9),
        over replaced: [Dot] = []
    ) -> Change {
        let values: [(UInt32, Value)] = [(Life.register, Life.alive.value), (2, .text(name))]
        return Change(
            dot: Dot(replica: replica, counter: counter),
            device: DeviceID(bytes: replica.bytes)!, claimed: Stamp(milliseconds: 50),
            schemaVersion: 1,
            writes: values.map { register, value in
                Write(
                    address: RegisterAddress(record: key, register: register), value: value,
                    replaces: replaced)
            })
    }
}

extension RecordKey {
    static func client(_ number: UInt8) -> RecordKey {
        RecordKey(collection: 1, id: RecordID(bytes: [UInt8](repeating: number, count: 16))!)
    }
}

extension AgentStore.LogEntry {
    init(_ position: UInt64, _ payload: [UInt8], milliseconds: UInt64 = 60) {
        self.init(
            position: position, effective: Stamp(milliseconds: milliseconds), payload: payload)
    }
}
