package import PostgreSQL
import ServerStore

/// Where work is left to be done later.
package struct JobQueue: Sendable {
    private let pool: Pool

    /// Uses a pool whose database has been migrated.
    package init(pool: Pool) { self.pool = pool }

    /// Puts a job into the queue; `nil` when one with the same key is there already.
    @discardableResult
    package func enqueue(
        _ job: some Job, after delay: Duration = .zero, priority: JobPriority? = nil
    ) async throws -> JobID? {
        let new = try NewJob(job, after: delay, priority: priority)
        return try await enqueue([new]).first
    }

    /// Puts jobs into the queue, all or none; tells those that had no equal there.
    @discardableResult
    package func enqueue(_ jobs: [NewJob]) async throws -> [JobID] {
        try await pool.transaction { connection in try connection.enqueue(jobs) }
    }
}

extension Connection {
    /// Puts a job into the queue as a part of the caller's transaction: it exists when that is
    /// committed, and never if not. `nil` when one with the same key is there already.
    @discardableResult
    package func enqueue(
        _ job: some Job, after delay: Duration = .zero, priority: JobPriority? = nil
    ) throws -> JobID? {
        try enqueue([try NewJob(job, after: delay, priority: priority)]).first
    }

    /// Puts jobs into the queue as a part of the caller's transaction; tells those that had no
    /// equal there.
    @discardableResult
    package func enqueue(_ jobs: [NewJob]) throws(PostgreSQLError) -> [JobID] {
        guard !jobs.isEmpty else { return [] }
        // In one order, so that two who add the same keys never wait for each other.
        let jobs = jobs.contains { $0.uniqueness != nil } ? jobs.sorted { $0.key < $1.key } : jobs
        let added: [JobID] = try rows(
            """
            INSERT INTO jobs
                (job_id, kind, priority, arguments, unique_key, given_key, unique_until, run_at,
                attempts_max)
            SELECT new.job_id, new.kind, new.priority, new.arguments, new.unique_key,
                new.unique_key, new.unique_until,
                now() + new.delay * interval '1 microsecond', new.attempts_max
            FROM unnest(\(jobs.map(\.id)), \(jobs.map(\.kind)), \(jobs.map(\.priority.rawValue)),
                \(jobs.map(\.arguments)), \(jobs.map(\.uniqueness?.key)),
                \(jobs.map(\.uniqueness?.until.rawValue)), \(jobs.map(\.delay.microseconds)),
                \(jobs.map(\.attemptsMax))) AS new (job_id, kind, priority, arguments, unique_key,
                unique_until, delay, attempts_max)
            ON CONFLICT (kind, unique_key) WHERE unique_key IS NOT NULL DO NOTHING
            RETURNING job_id
            """
        ) { (row) throws(PostgreSQLError) in try row.read(0) }
        if !added.isEmpty {
            try ring(for: Set(jobs.filter { $0.delay == .zero }.map(\.kind)))
        }
        return added
    }

    /// Tells every process that jobs of these kinds may be taken, once this is committed.
    func ring(for kinds: Set<String>) throws(PostgreSQLError) {
        for kind in kinds.sorted() { try tell(.waiting(kind: kind)) }
    }

    /// Tells every process something, once this is committed.
    func tell(_ message: JobMessage) throws(PostgreSQLError) {
        try execute("SELECT pg_notify(\(JobMessage.channel), \(message.text))")
    }
}

/// What processes that work off jobs tell each other.
enum JobMessage: Hashable, Sendable {
    /// There may be something to take.
    case waiting(kind: String)
    /// A running job is to be stopped.
    case cancelled
    /// A duty is free.
    case resigned

    static let channel = "counterfoil_jobs"

    var text: String {
        switch self {
        case .waiting(let kind): "waiting " + kind
        case .cancelled: "cancelled"
        case .resigned: "resigned"
        }
    }

    /// Reads what came; what a newer release says beyond that is passed over.
    init?(_ text: String) {
        switch text.split(separator: " ").first {
        case "waiting": self = .waiting(kind: String(text.dropFirst("waiting ".count)))
        case "cancelled": self = .cancelled
        case "resigned": self = .resigned
        default: return nil
        }
    }
}
