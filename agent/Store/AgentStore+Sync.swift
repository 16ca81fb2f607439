import SQLite

extension AgentStore {
    /// How many of this laptop's changes the server has not judged yet.
    package func unsentCount() async throws -> Int {
        try await database.read { connection in
            try connection.scalar("SELECT count(*) FROM own_changes WHERE judgement IS NULL") ?? 0
        }
    }

    /// How far the server's log is applied.
    package func cursor() async throws -> UInt64 {
        try await database.read { connection in
            UInt64(stored: try connection.scalar("SELECT cursor FROM copy") ?? 0)
        }
    }
}
