import SQLite

extension Laptop {
    /// The changes whose place in the server's log the laptop knows: they were acknowledged.
    func acknowledged() throws -> [Entry] {
        try book { connection in
            try connection.query(
                """
                SELECT position, replica, counter FROM changes
                WHERE position IS NOT NULL ORDER BY position
                """
            ) { row in
                Entry(
                    position: try row.read(0), replica: try row.read(1), counter: try row.read(2))
            }
        }
    }

    /// How many lives of its database have written something.
    func replicaCount() throws -> Int {
        try book { connection in
            try connection.scalar("SELECT count(*) FROM replicas WHERE birth IS NOT NULL") ?? 0
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

    /// Looks into the laptop's file beside the agent.
    func book<Value>(_ body: (borrowing Connection) throws -> Value) throws -> Value {
        try body(try Connection.openForReading(at: home + "/book.sqlite"))
    }
}
