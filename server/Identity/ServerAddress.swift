package import PostgreSQL
import ServerStore

/// Where people reach the servers on a database, as the last one to start has said: for whoever
/// writes links beside a running server, and does not know how that was started.
package struct ServerAddress: Sendable {
    private let pool: Pool

    /// Uses a pool whose database has been migrated.
    package init(pool: Pool) { self.pool = pool }

    /// Takes note of it.
    package func note(_ address: String, at time: Timestamp) async throws {
        try await pool.withConnection { connection in
            try connection.execute(
                """
                INSERT INTO server_address (only_row, address, noted_at)
                VALUES (true, \(address), \(time))
                ON CONFLICT (only_row) DO UPDATE
                SET address = excluded.address, noted_at = excluded.noted_at
                """)
        }
    }

    /// What was noted; nothing while no server has started.
    package func noted() async throws -> String? {
        try await pool.withConnection { connection in
            try connection.first("SELECT address FROM server_address") {
                (row) throws(PostgreSQLError) in try row.read(0)
            }
        }
    }
}
