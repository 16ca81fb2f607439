import Bytes
import Catalog
import Causality
import SQLite
import Sync

extension Laptop {
    /// The changes of laptops whose place in the server's log this one knows: they were
    /// acknowledged.
    func acknowledged() throws -> [Entry] {
        try book { connection in
            let pulled = try connection.query("SELECT entry FROM kept_entries") { row in
                let entry = try StoredLog.entry(from: try row.read(0))
                return entry.change.flatMap { change in
                    change.isServers ? nil : Entry(position: entry.position, dot: change.dot)
                }
            }
            let judged = try connection.query(
                "SELECT payload, judgement FROM own_changes WHERE judgement IS NOT NULL"
            ) { row in
                let judgement = try StoredLog.judgement(from: try row.read(1))
                let change = try Change(payload: try row.read(0))
                return Entry(position: judgement.point.position, dot: change.dot)
            }
            return Set(pulled.compactMap { $0 } + judged).sorted()
        }
    }

    /// How many lives of its database have written something.
    func replicaCount() throws -> Int {
        try book { connection in
            try connection.scalar("SELECT count(*) FROM own_replicas") ?? 0
        }
    }

    /// Whether the laptop's file is sound.
    func isIntact() throws -> Bool {
        try book { try $0.scalar("PRAGMA integrity_check", as: String.self) == "ok" }
    }

    /// Writes into the book what a later release would write, while no agent runs.
    func pretendNewerRelease() throws {
        let connection = try Connection.open(at: home + "/book.sqlite")
        try connection.execute(
            "INSERT INTO schema_migrations VALUES (9999, 'v9999-future.sql', 'unknown')")
    }

    /// Lets the book add up to something else than what stands in it, while no agent runs.
    func harmDigest() throws {
        try Connection.open(at: home + "/book.sqlite").execute(
            "UPDATE copy SET digest = randomblob(32)")
    }

    /// Looks into the laptop's file beside the agent.
    func book<Value>(_ body: (borrowing Connection) throws -> Value) throws -> Value {
        try body(try Connection.openForReading(at: home + "/book.sqlite"))
    }
}

extension JudgedChange {
    /// Whether the server itself wrote it.
    fileprivate var isServers: Bool {
        guard case .payload(let payload) = body, let change = try? Change(payload: payload) else {
            return false
        }
        return change.device == DerivedID.of("server", [])
    }
}

extension Entry {
    /// A change at its place in the log.
    init(position: UInt64, dot: Dot) {
        self.init(
            position: Int64(position), replica: dot.replica.bytes, counter: Int64(dot.counter))
    }
}
