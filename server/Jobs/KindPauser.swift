package import PostgreSQL

/// Holds the jobs of a kind back, in every process at once. Those that run go on.
package struct KindPauser: Sendable {
    private let pool: Pool

    /// Changes the database of a pool.
    package init(pool: Pool) { self.pool = pool }

    /// Takes no more jobs of a kind.
    package func pause(_ kind: String) async throws {
        guard NewJob.isKind(kind) else { throw JobError.malformedKind(kind) }
        try await pool.transaction { connection in
            try connection.execute(
                """
                INSERT INTO job_kinds (kind, paused_at) VALUES (\(kind), now())
                ON CONFLICT (kind) DO UPDATE
                SET paused_at = coalesce(job_kinds.paused_at, excluded.paused_at)
                """)
        }
    }

    /// Takes jobs of a kind again; tells whether they were held back.
    @discardableResult
    package func resume(_ kind: String) async throws -> Bool {
        guard NewJob.isKind(kind) else { throw JobError.malformedKind(kind) }
        return try await pool.transaction { connection in
            let count = try connection.execute(
                """
                UPDATE job_kinds SET paused_at = NULL
                WHERE kind = \(kind) AND paused_at IS NOT NULL
                """)
            if count > 0 { try connection.ring(for: [kind]) }
            return count > 0
        }
    }

    /// The kinds that are held back, by name.
    package func paused() async throws -> [String] {
        try await pool.withConnection { connection in
            try connection.rows(
                "SELECT kind FROM job_kinds WHERE paused_at IS NOT NULL ORDER BY kind"
            ) { (row) throws(PostgreSQLError) in try row.read(0) }
        }
    }
}
