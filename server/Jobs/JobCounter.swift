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

    /// One part for each index, so that the many jobs that are done are not read.
    private static let counts: Query = """
        SELECT kind, CASE
                WHEN kind IN (SELECT kind FROM job_kinds WHERE paused_at IS NOT NULL) THEN 'paused'
                WHEN run_at > now() THEN 'later' ELSE 'due' END AS doing,
            count(*), extract(epoch FROM now() - min(run_at))::float8
        FROM jobs WHERE state = 'waiting' GROUP BY 1, 2
        UNION ALL
        SELECT kind, 'running', count(*), extract(epoch FROM now() - min(started_at))::float8
        FROM jobs WHERE state = 'running' GROUP BY 1
        UNION ALL
        SELECT kind, 'dead', count(*), 0
        FROM jobs WHERE state = 'dead' AND finished_at IS NOT NULL GROUP BY 1
        ORDER BY 1, 2
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
