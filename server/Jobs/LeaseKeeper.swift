import PostgreSQL
import ServerStore

/// Keeps the leases of the jobs that run here, and learns which were lost or are to be stopped.
struct LeaseKeeper: Sendable {
    let pool: Pool
    let lease: Duration

    /// A job that is still this worker's.
    struct Kept: Sendable, RowReadable {
        let id: JobID
        let isCancelRequested: Bool

        init(row: borrowing Row) throws(PostgreSQLError) {
            id = try row.read(0)
            isCancelRequested = try row.read(1)
        }
    }

    /// Prolongs the leases and tells which of the jobs are still this worker's.
    ///
    /// A row that a run of this worker holds for its own write is passed over: it cannot be taken
    /// away meanwhile either, and waiting for it would keep all the others waiting.
    func keep(_ held: [(id: JobID, fence: Int64)]) async throws -> [Kept] {
        guard !held.isEmpty else { return [] }
        return try await pool.withConnection { connection in
            try connection.rows(
                """
                WITH held AS (
                    SELECT jobs.job_id, jobs.fence, jobs.is_cancel_requested
                    FROM unnest(\(held.map(\.id)), \(held.map(\.fence))) AS mine (job_id, fence)
                    JOIN jobs ON jobs.job_id = mine.job_id AND jobs.fence = mine.fence
                        AND jobs.lease_until IS NOT NULL
                ), free AS (
                    SELECT jobs.job_id FROM jobs JOIN held ON held.job_id = jobs.job_id
                        AND held.fence = jobs.fence
                    WHERE jobs.lease_until IS NOT NULL
                    FOR NO KEY UPDATE OF jobs SKIP LOCKED
                ), kept AS (
                    UPDATE jobs
                    SET lease_until = now() + \(lease.microseconds) * interval '1 microsecond'
                    FROM free WHERE jobs.job_id = free.job_id
                )
                SELECT job_id, is_cancel_requested FROM held
                """)
        }
    }

    /// Gives jobs back whose runs did not end before the process: the run does not count.
    func giveBack(_ held: [(id: JobID, fence: Int64)]) async throws {
        let finishes = held.map {
            Finish(id: $0.id, kind: "", fence: $0.fence, fate: .postponed(after: .zero))
        }
        try await pool.transaction { connection in _ = try connection.settle(finishes) }
    }
}
