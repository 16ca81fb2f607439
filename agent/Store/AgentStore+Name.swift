import SQLite

extension AgentStore {
    /// What the book is called on this laptop; empty while nobody has called it anything.
    package func name() async throws -> String {
        try await database.read { try $0.scalar("SELECT name FROM book") ?? "" }
    }

    /// Calls the book otherwise on this laptop.
    package func rename(to name: String) async throws {
        try await database.write { try $0.execute("UPDATE book SET name = ?", name) }
    }

    /// Whether nothing was ever written here or taken from a server.
    package func isUntouched() async throws -> Bool {
        try await database.read { connection in
            let held: Int = try connection.scalar("SELECT count(*) FROM record_states") ?? 0
            let written: Int = try connection.scalar("SELECT count(*) FROM own_replicas") ?? 0
            let enrolled: Int =
                try connection.scalar("SELECT count(*) FROM book WHERE server IS NOT NULL") ?? 0
            return held + written + enrolled == 0
        }
    }
}
