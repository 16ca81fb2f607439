import Machine
import PostgreSQL
import ServerStore

/// Takes jobs away from workers that no longer keep their leases.
struct JobRescuer: Sendable {
    /// So many at once, in one transaction.
    private static let batchMax = 200

    let pool: Pool

    private struct Lost: Sendable, RowReadable {
        let id: JobID
        let kind: String
        let fence: Int64
        let attempt: Int
        let attemptsMax: Int
        let losses: Int
        let isCancelRequested: Bool

        init(row: borrowing Row) throws(PostgreSQLError) {
            id = try row.read(0)
            kind = try row.read(1)
            fence = try row.read(2)
            attempt = try row.read(3)
            attemptsMax = try row.read(4)
            losses = try row.read(5)
            isCancelRequested = try row.read(6)
        }
    }

    /// Rescues every job whose lease has run out; tells their kinds and what becomes of them.
    func rescue() async throws -> [Finish] {
        var all: [Finish] = []
        while true {
            let batch = try await rescueBatch()
            all += batch
            guard batch.count == Self.batchMax else { return all }
        }
    }

    private func rescueBatch() async throws -> [Finish] {
        try await pool.transaction { connection in
            let lost: [Lost] = try connection.rows(
                """
                SELECT job_id, kind, fence, attempt, attempts_max, losses, is_cancel_requested
                FROM jobs WHERE state = 'running' AND lease_until < now()
                LIMIT \(Self.batchMax) FOR UPDATE SKIP LOCKED
                """)
            guard !lost.isEmpty else { return [] }
            var random = SystemRandom()
            let finishes = lost.map { job in
                Finish(
                    id: job.id, kind: job.kind, fence: job.fence,
                    fate: .afterLoss(
                        attempt: job.attempt, attemptsMax: job.attemptsMax, losses: job.losses,
                        isCancelRequested: job.isCancelRequested, using: &random))
            }
            try connection.execute(
                "UPDATE jobs SET losses = losses + 1 WHERE job_id = ANY(\(lost.map(\.id)))")
            _ = try connection.settle(finishes)
            try connection.ring(for: Set(lost.map(\.kind)))
            return finishes
        }
    }
}
