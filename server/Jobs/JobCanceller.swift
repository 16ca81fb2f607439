package import PostgreSQL
import ServerStore

/// Stops jobs.
package struct JobCanceller: Sendable {
    private let pool: Pool

    /// Changes the database of a pool.
    package init(pool: Pool) { self.pool = pool }

    /// Cancels a job that waits at once; asks for the end of one that runs, which its worker hears.
    /// Tells the state that the job is in then.
    @discardableResult
    package func cancel(_ id: JobID) async throws -> JobState {
        try await pool.transaction { connection in
            let job = try connection.lockJob(id)
            switch job.state {
            case .waiting:
                try connection.execute(
                    """
                    UPDATE jobs SET state = 'cancelled', finished_at = now(), fence = fence + 1,
                        unique_key = CASE WHEN unique_until = 'removed' THEN unique_key END
                    WHERE job_id = \(id)
                    """)
                return .cancelled
            case .running:
                try connection.execute(
                    "UPDATE jobs SET is_cancel_requested = true WHERE job_id = \(id)")
                try connection.tell(.cancelled)
                return .running
            case .cancelled: return .cancelled
            case .done, .dead: throw JobError.refused(id, state: job.state)
            }
        }
    }
}
