import PostgreSQL
import ServerStore

/// Sees to it that one process at a time has a duty.
///
/// The leader holds a lease that it prolongs; when it is lost the next that stands has the duty
/// after the lease has run out. Whoever acts asks within its own transaction whether it leads.
struct LeaderElector: Sendable {
    let pool: Pool
    let worker: WorkerID
    let duty: String
    let lease: Duration

    /// Takes the duty when it is free, keeps it when it is this worker's; tells whether it is.
    func stand() async throws -> Bool {
        try await pool.withConnection { connection in
            let term: Int64? = try connection.first(
                """
                INSERT INTO job_leaders (duty, worker_id, term, lease_until)
                VALUES (\(duty), \(worker), 1,
                    now() + \(lease.microseconds) * interval '1 microsecond')
                ON CONFLICT (duty) DO UPDATE SET
                    worker_id = excluded.worker_id, lease_until = excluded.lease_until,
                    term = job_leaders.term
                        + CASE WHEN job_leaders.worker_id = excluded.worker_id THEN 0 ELSE 1 END
                WHERE job_leaders.worker_id = excluded.worker_id
                    OR job_leaders.lease_until < now()
                RETURNING term
                """
            ) { (row) throws(PostgreSQLError) in try row.read(0) }
            return term != nil
        }
    }

    /// Leaves the duty to whoever stands next.
    func resign() async throws {
        try await pool.transaction { connection in
            let count = try connection.execute(
                """
                UPDATE job_leaders SET lease_until = now() - interval '1 second'
                WHERE duty = \(duty) AND worker_id = \(worker)
                """)
            if count > 0 { try connection.tell(.resigned) }
        }
    }
}
