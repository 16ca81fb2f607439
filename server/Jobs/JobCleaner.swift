package import PostgreSQL
import ServerStore

/// Removes jobs that ended long ago, with their steps.
package struct JobCleaner: RoundJob {
    /// The kind.
    package static let kind = "jobs.clean"
    private static let batchMax = 1_000

    /// How long jobs stay to be looked at after their end.
    package struct Retention: Sendable {
        /// Those that did what they should.
        package var done: Duration = .seconds(86_400)
        /// Those that somebody stopped.
        package var cancelled: Duration = .seconds(7 * 86_400)
        /// Those that somebody should look at.
        package var dead: Duration = .seconds(90 * 86_400)

        /// A day, a week, three months.
        package init() {}
    }

    /// Cleans up.
    package init() {}

    /// Removes what is old enough; tells how many jobs.
    @discardableResult
    package static func clean(_ pool: Pool, keeping retention: Retention) async throws -> Int {
        let spans: [(state: JobState, span: Duration)] = [
            (.done, retention.done), (.cancelled, retention.cancelled), (.dead, retention.dead),
        ]
        var count = 0
        for (state, span) in spans {
            while true {
                let removed = try await removeBatch(pool, state, olderThan: span)
                count += removed
                guard removed == batchMax else { break }
            }
        }
        return count
    }

    private static func removeBatch(
        _ pool: Pool, _ state: JobState, olderThan span: Duration
    ) async throws -> Int {
        try await pool.transaction { connection in
            let ids: [JobID] = try connection.rows(
                """
                DELETE FROM jobs WHERE job_id IN (
                    SELECT job_id FROM jobs WHERE finished_at IS NOT NULL
                        AND state = \(state.rawValue)
                        AND finished_at < now() - \(span.microseconds) * interval '1 microsecond'
                    ORDER BY finished_at LIMIT \(batchMax) FOR UPDATE SKIP LOCKED)
                RETURNING job_id
                """
            ) { (row) throws(PostgreSQLError) in try row.read(0) }
            try connection.execute("DELETE FROM job_steps WHERE job_id = ANY(\(ids))")
            return ids.count
        }
    }
}

extension JobRoster {
    /// Cleans up every ten minutes.
    package mutating func addCleaning(
        of pool: Pool, keeping retention: JobCleaner.Retention = JobCleaner.Retention()
    ) {
        add(JobCleaner.self, everySeconds: 600) {
            try await JobCleaner.clean(pool, keeping: retention)
        }
    }
}
