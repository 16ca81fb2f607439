import PostgreSQL
import ServerStore

/// What became of a run, to be written under the fence of its worker.
struct Finish: Sendable {
    let id: JobID
    let kind: String
    let fence: Int64
    /// `nil` when nothing is left to be written: the run did it, or has no right to any more.
    let fate: Fate?
}

/// Writes what became of runs: the first at once, and those that end meanwhile together.
///
/// 1. A write bears the fence that the job was taken under; when somebody else has the job since,
///    nothing of it is written.
/// 2. What cannot be written because the database is away is kept and written later.
actor JobCompleter {
    private let pool: Pool
    private let batchMax: Int
    private let written: @Sendable (_ finishes: [Finish], _ refused: Set<JobID>) async -> Void
    private let failed: @Sendable (any Error) -> Void
    private var pending: [Finish] = []
    private var isWriting = false
    private var idlers: [CheckedContinuation<Void, Never>] = []

    /// - Parameters:
    ///   - written: hears what was dealt with, and what was refused.
    ///   - failed: hears why writing has to wait.
    init(
        pool: Pool, batchMax: Int,
        written: @escaping @Sendable ([Finish], Set<JobID>) async -> Void,
        failed: @escaping @Sendable (any Error) -> Void
    ) {
        self.pool = pool
        self.batchMax = batchMax
        self.written = written
        self.failed = failed
    }

    /// Takes note of the end of a run.
    func add(_ finish: Finish) {
        pending.append(finish)
        guard !isWriting else { return }
        isWriting = true
        Task { await writeAll() }
    }

    /// Waits until everything is written, or has been tried once more.
    func settle() async {
        guard isWriting else { return }
        await withCheckedContinuation { idlers.append($0) }
    }

    /// Tries again what could not be written.
    func retry() {
        guard !isWriting, !pending.isEmpty else { return }
        isWriting = true
        Task { await writeAll() }
    }

    private func writeAll() async {
        while !pending.isEmpty {
            let batch = Array(pending.prefix(batchMax))
            do {
                let refused = try await write(batch)
                pending.removeFirst(batch.count)
                await written(batch, refused)
            } catch {
                // Kept for the next beat; should the leases run out before, others will do the
                // jobs, and what is written here then is refused.
                failed(error)
                break
            }
        }
        isWriting = false
        for idler in idlers { idler.resume() }
        idlers = []
    }

    private func write(_ batch: [Finish]) async throws -> Set<JobID> {
        let done = batch.filter { $0.fate == .done }
        let others = batch.filter { $0.fate != .done && $0.fate != nil }
        let kept = try await pool.transaction { connection in
            try connection.complete(done) + connection.settle(others)
        }
        return Set((done + others).map(\.id)).subtracting(kept)
    }
}

/// A job that runs is found by its id, as one that has a lease: a condition on the state itself
/// would let the planner read every running job instead, while it believes that there are few.
extension Connection {
    /// Ends a job that is done; tells whether it was still this worker's.
    func complete(_ id: JobID, fence: Int64) throws(PostgreSQLError) -> Bool {
        let count = try execute(
            """
            UPDATE jobs SET state = 'done', lease_until = NULL, finished_at = now(),
                unique_key = CASE WHEN unique_until = 'removed' THEN unique_key END
            WHERE job_id = \(id) AND fence = \(fence) AND lease_until IS NOT NULL
            """)
        return count == 1
    }

    /// Ends jobs that are done; tells those that were still this worker's.
    func complete(_ finishes: [Finish]) throws(PostgreSQLError) -> [JobID] {
        guard !finishes.isEmpty else { return [] }
        return try rows(
            """
            UPDATE jobs SET state = 'done', lease_until = NULL, finished_at = now(),
                unique_key = CASE WHEN unique_until = 'removed' THEN unique_key END
            FROM unnest(\(finishes.map(\.id)), \(finishes.map(\.fence))) AS ended (job_id, fence)
            WHERE jobs.job_id = ended.job_id AND jobs.fence = ended.fence
                AND jobs.lease_until IS NOT NULL
            RETURNING jobs.job_id
            """
        ) { (row) throws(PostgreSQLError) in try row.read(0) }
    }

    /// Writes every other fate; tells the jobs that were still this worker's.
    ///
    /// What waits again gets a higher fence, so that nothing of the run that ended reaches it; a
    /// job whose end was asked for meanwhile does not wait again.
    func settle(_ finishes: [Finish]) throws(PostgreSQLError) -> [JobID] {
        let fates = finishes.compactMap(\.fate)
        guard !fates.isEmpty else { return [] }
        return try rows(
            """
            UPDATE jobs SET lease_until = NULL, fence = jobs.fence + 1,
                state = CASE WHEN ended.state = 'waiting' AND is_cancel_requested
                    THEN 'cancelled' ELSE ended.state END,
                run_at = CASE WHEN ended.state = 'waiting'
                    THEN now() + ended.delay * interval '1 microsecond' ELSE run_at END,
                finished_at = CASE WHEN ended.state <> 'waiting' OR is_cancel_requested
                    THEN now() END,
                attempt = attempt - ended.refund, reason = coalesce(ended.reason, jobs.reason),
                unique_key = CASE WHEN unique_until = 'removed'
                    OR (ended.state = 'waiting' AND NOT is_cancel_requested) THEN unique_key END
            FROM unnest(\(finishes.map(\.id)), \(finishes.map(\.fence)),
                \(fates.map(\.state.rawValue)), \(fates.map(\.delay.microseconds)),
                \(fates.map(\.refund)), \(fates.map(\.reason)))
                AS ended (job_id, fence, state, delay, refund, reason)
            WHERE jobs.job_id = ended.job_id AND jobs.fence = ended.fence
                AND jobs.lease_until IS NOT NULL
            RETURNING jobs.job_id
            """
        ) { (row) throws(PostgreSQLError) in try row.read(0) }
    }
}
