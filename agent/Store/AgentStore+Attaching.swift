import SQLite

/// A laptop's own book on its way up to a server.
extension AgentStore {
    /// The book has a server from now on, and keeps its id.
    package func attach(to server: String) async throws {
        try await database.write { connection in
            try connection.execute("UPDATE book SET server = ?, is_attaching = 1", server)
        }
    }

    /// Whether not all of it has come up yet, as far as is known.
    package func isAttaching() async throws -> Bool {
        try await database.read { try $0.scalar("SELECT is_attaching FROM book") ?? false }
    }

    /// All of it is there.
    package func finishAttaching() async throws {
        try await database.write { try $0.execute("UPDATE book SET is_attaching = 0") }
    }

    /// How many changes were ever written here.
    package func writtenCount() async throws -> Int {
        try await database.read { connection in
            try connection.scalar("SELECT coalesce(sum(counter), 0) FROM own_replicas") ?? 0
        }
    }
}
