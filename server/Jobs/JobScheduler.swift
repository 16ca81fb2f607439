import PostgreSQL
import ServerStore

/// Makes the jobs of schedules, for the process that leads.
///
/// The job and the note of how far the schedule is are written in one transaction, which holds the
/// schedule's row and asks whether this worker still leads: no moment counts twice, even when two
/// processes believe that they lead.
struct JobScheduler: Sendable {
    let pool: Pool
    let worker: WorkerID
    let duty: String

    private struct Progress: Sendable, RowReadable {
        let reachedAt: Timestamp
        let now: Timestamp

        init(row: borrowing Row) throws(PostgreSQLError) {
            reachedAt = try row.read(0)
            now = try row.read(1)
        }
    }

    /// Makes the job of a schedule if its moment has come.
    func follow(_ schedule: JobSchedule) async throws {
        try await pool.transaction { connection in
            guard let progress = try progress(of: schedule, on: connection) else { return }
            if progress.reachedAt > progress.now {
                // The database's clock was set back; the schedule goes on from here.
                return try connection.remember(schedule, at: progress.now)
            }
            let moment = schedule.rhythm.last(
                after: progress.reachedAt.microseconds / 1_000_000,
                upTo: progress.now.microseconds / 1_000_000)
            guard let moment else { return }
            _ = try connection.enqueue([try schedule.make()])
            try connection.remember(
                schedule, at: Timestamp(microseconds: moment * 1_000_000))
        }
    }

    /// How far the schedule is, held until the end of the transaction; `nil` for a worker that does
    /// not lead. A schedule that is new begins now.
    private func progress(
        of schedule: JobSchedule, on connection: isolated Connection
    ) throws(PostgreSQLError) -> Progress? {
        try connection.execute(
            """
            INSERT INTO job_schedules (name, reached_at) VALUES (\(schedule.name), now())
            ON CONFLICT (name) DO NOTHING
            """)
        let query: Query = """
            SELECT reached_at, now() FROM job_schedules
            WHERE name = \(schedule.name) AND EXISTS (
                SELECT FROM job_leaders WHERE duty = \(duty) AND worker_id = \(worker)
                    AND lease_until > now())
            FOR UPDATE
            """
        return try connection.first(query) { (row) throws(PostgreSQLError) in
            try Progress(row: row)
        }
    }
}

extension Connection {
    fileprivate func remember(
        _ schedule: JobSchedule, at time: Timestamp
    ) throws(PostgreSQLError) {
        try execute(
            "UPDATE job_schedules SET reached_at = \(time) WHERE name = \(schedule.name)")
    }
}
