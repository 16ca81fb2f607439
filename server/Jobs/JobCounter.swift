package import PostgreSQL

/// How many jobs of a kind are in a state, and for how long the oldest of them has been.
package struct JobCount: Hashable, Sendable {
    /// The kind.
    package let kind: String
    /// `due`, `later`, `paused`, `running` or `dead`.
    package let state: String
    /// How many.
    package let count: Int
    /// How long the oldest has been due or has run; zero for the other states.
    package let oldestSeconds: Double
}

/// Counts the jobs that are not over.
package struct JobCounter: Sendable {
    private let pool: Pool

    /// Counts in the database of a pool.
    package init(pool: Pool) { self.pool = pool }

    /// Counts by kind and state.
    package func count() async throws -> [JobCount] {
        try await pool.withConnection { connection in try connection.rows(Self.counts) }
    }

    private static let counts: Query = """
        SELECT kind, CASE WHEN state <> 'waiting' THEN state
                WHEN kind IN (SELECT kind FROM job_kinds WHERE paused_at IS NOT NULL) THEN 'paused'
                WHEN run_at > now() THEN 'later' ELSE 'due' END AS now_state,
            count(*), max(CASE WHEN state = 'running' THEN extract(epoch FROM now() - started_at)
                WHEN state = 'waiting' THEN extract(epoch FROM now() - run_at)
                ELSE 0 END)::float8
        FROM jobs WHERE state IN ('waiting', 'running', 'dead') GROUP BY 1, 2 ORDER BY 1, 2
        """
}

extension JobCount: RowReadable {
    /// Reads a row of the counts.
    package init(row: borrowing Row) throws(PostgreSQLError) {
        kind = try row.read(0)
        state = try row.read(1)
        count = try row.read(2)
        let oldest: Double = try row.read(3)
        oldestSeconds = ["due", "running"].contains(state) ? max(oldest, 0) : 0
    }
}
