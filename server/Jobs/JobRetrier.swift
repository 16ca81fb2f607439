package import PostgreSQL
import ServerStore

/// Has jobs run again that are dead or were cancelled, and those at once that wait for later.
package struct JobRetrier: Sendable {
    private let pool: Pool

    /// Changes the database of a pool.
    package init(pool: Pool) { self.pool = pool }

    /// Lets a job run again with all its attempts, as the only one of its key. Steps that are
    /// behind it stay behind it.
    package func retry(_ id: JobID) async throws {
        try await pool.transaction { connection in
            let job = try connection.lockJob(id)
            guard [.waiting, .dead, .cancelled].contains(job.state) else {
                throw JobError.refused(id, state: job.state)
            }
            if job.state != .waiting, let other = try connection.successor(of: id) {
                throw JobError.succeeded(id, by: other)
            }
            // A key that was taken away when it began is back; one that waits keeps what it has.
            try connection.execute(
                """
                UPDATE jobs SET state = 'waiting', attempt = 0, losses = 0, run_at = now(),
                    unique_key = CASE WHEN state = 'waiting' THEN unique_key ELSE given_key END,
                    finished_at = NULL, is_cancel_requested = false, fence = fence + 1
                WHERE job_id = \(id)
                """)
            try connection.ring(for: [job.kind])
        }
    }
}

extension Connection {
    /// The job that has the key that a job was given.
    fileprivate func successor(of id: JobID) throws(PostgreSQLError) -> JobID? {
        try first(
            """
            SELECT other.job_id FROM jobs AS old
            JOIN jobs AS other ON other.kind = old.kind AND other.unique_key = old.given_key
            WHERE old.job_id = \(id) AND other.job_id <> old.job_id
            """
        ) { (row) throws(PostgreSQLError) in try row.read(0) }
    }

    /// A job's kind and state, which nobody changes until the end of the transaction.
    func lockJob(_ id: JobID) throws -> (kind: String, state: JobState) {
        let found: (String, String)? = try first(
            "SELECT kind, state FROM jobs WHERE job_id = \(id) FOR UPDATE"
        ) { (row) throws(PostgreSQLError) in (try row.read(0), try row.read(1)) }
        guard let (kind, state) = found, let state = JobState(rawValue: state) else {
            throw JobError.noSuchJob(id)
        }
        return (kind: kind, state: state)
    }
}
