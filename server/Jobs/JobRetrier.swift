package import PostgreSQL
import ServerStore

/// Has jobs run again that are dead or were cancelled, and those at once that wait for later.
package struct JobRetrier: Sendable {
    private let pool: Pool

    /// Changes the database of a pool.
    package init(pool: Pool) { self.pool = pool }

    /// Lets a job run again with all its attempts. Steps that are behind it stay behind it.
    package func retry(_ id: JobID) async throws {
        try await pool.transaction { connection in
            let job = try connection.lockJob(id)
            guard [.waiting, .dead, .cancelled].contains(job.state) else {
                throw JobError.refused(id, state: job.state)
            }
            try connection.execute(
                """
                UPDATE jobs SET state = 'waiting', attempt = 0, losses = 0, run_at = now(),
                    finished_at = NULL, is_cancel_requested = false, fence = fence + 1
                WHERE job_id = \(id)
                """)
            try connection.ring(for: [job.kind])
        }
    }
}

extension Connection {
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
