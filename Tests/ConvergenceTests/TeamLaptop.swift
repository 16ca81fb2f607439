import AgentStore
import Glibc
import SQLite
import Sync

/// One laptop of a team: its database may be started anew, copied and put back.
struct TeamLaptop {
    let path: String
    private(set) var store: AgentStore

    init(at path: String) async throws {
        self.path = path
        store = try await AgentStore.open(at: path)
    }

    /// Begins the next life of the database.
    mutating func restart() async throws {
        await store.close()
        store = try await AgentStore.open(at: path)
    }

    /// Copies the database as it is now.
    func backUp() async throws {
        try copy(path, to: path + ".backup")
    }

    /// Puts the copy back in the database's place, and begins the next life.
    mutating func rewind() async throws {
        await store.close()
        for suffix in ["", "-wal", "-shm"] { unlink(path + suffix) }
        try copy(path + ".backup", to: path)
        store = try await AgentStore.open(at: path)
    }

    /// Whether there is a copy.
    var hasBackup: Bool { access(path + ".backup", F_OK) == 0 }

    private func copy(_ source: String, to copy: String) throws {
        unlink(copy)
        try Connection.open(at: source).execute("VACUUM INTO ?", copy)
    }

    /// The states of all records, as bytes by their keys.
    func states() throws -> [RecordKey: [UInt8]] {
        let rows: [(RecordKey, [UInt8])] = try Connection.openForReading(at: path).query(
            "SELECT collection, id, state FROM records"
        ) { row in
            let collection: UInt32 = try row.read(0)
            return (RecordKey(collection: collection, id: try row.read(1)), try row.read(2))
        }
        return Dictionary(uniqueKeysWithValues: rows)
    }

    /// What is shown of all clients, by their ids.
    func projection(_ columns: [String]) throws -> [RecordID: [String?]] {
        let names = (["is_alive", "is_in_conflict"] + columns).joined(separator: ", ")
        let rows: [(RecordID, [String?])] = try Connection.openForReading(at: path).query(
            "SELECT id, \(names) FROM clients"
        ) { row in
            let flags: [String?] = [
                try row.read(1, as: Bool.self) ? "true" : "false",
                try row.read(2, as: Bool.self) ? "true" : "false",
            ]
            let cells = try columns.indices.map { try row.read($0 + 3, as: String?.self) }
            return (try row.read(0), flags + cells)
        }
        return Dictionary(uniqueKeysWithValues: rows)
    }
}
