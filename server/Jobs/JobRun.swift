package import JSON
package import PostgreSQL
import ServerStore
import Synchronization

/// One run of a job, as whoever does it sees it.
///
/// Everything that is written here bears the fence of the run: when the lease was lost meanwhile,
/// the write is refused with `JobError.leaseLost`, and nothing of its transaction is kept.
package final class JobRun: Sendable {
    /// A step's result has no more bytes.
    static let resultBytesMax = 65_536

    /// The job.
    package let id: JobID
    /// Which run this is, counted from one.
    package let attempt: Int
    /// After so many failed runs the job is dead.
    package let attemptsMax: Int
    private let job: FetchedJob
    private let pool: Pool
    private let state = Mutex(State())

    private struct State {
        var isComplete = false
        var names: Set<String> = []
        var recorded: [String: String]?
    }

    init(_ job: FetchedJob, pool: Pool) {
        self.job = job
        self.pool = pool
        id = job.id
        attempt = job.attempt
        attemptsMax = job.attemptsMax
    }

    /// Whether `complete` has ended the job.
    var isComplete: Bool { state.withLock { $0.isComplete } }

    /// Ends the job together with what it changes in the database, in one transaction: both are
    /// kept or neither. The body may be run again when it loses against another transaction.
    package func complete(
        with effects: @Sendable (isolated Connection) async throws -> Void
    ) async throws {
        try await pool.transaction { connection in
            guard try connection.complete(id, fence: job.fence) else {
                throw JobError.leaseLost(id)
            }
            try await effects(connection)
        }
        state.withLock { $0.isComplete = true }
    }

    // MARK: Steps

    /// Does one step of a flow, or gives the result that it had in a former run.
    ///
    /// What the body does may happen twice when the process ends before the result is recorded; a
    /// step whose result is recorded never runs again.
    package func step(
        _ name: String, _ body: () async throws -> JSONValue
    ) async throws -> JSONValue {
        if let known = try await recorded(name) { return known }
        try Task.checkCancellation()
        let result = try await body()
        try await pool.transaction { connection in
            try self.record(result, as: name, on: connection)
        }
        return result
    }

    /// Does one step of a flow whose work is in the database: it happens once, together with the
    /// record of it.
    package func step(
        _ name: String, in body: @Sendable (isolated Connection) async throws -> JSONValue
    ) async throws -> JSONValue {
        if let known = try await recorded(name) { return known }
        return try await pool.transaction { connection in
            try self.hold(on: connection)
            let result = try await body(connection)
            try self.record(result, as: name, on: connection)
            return result
        }
    }

    /// The result of a former run; a run names each of its steps once.
    private func recorded(_ name: String) async throws -> JSONValue? {
        guard (1...100).contains(name.unicodeScalars.count) else {
            throw JobError.stepTooLong(name)
        }
        guard state.withLock({ $0.names.insert(name).inserted }) else {
            throw JobError.stepRepeated(name)
        }
        let text: String?
        if let known = state.withLock({ $0.recorded }) {
            text = known[name]
        } else {
            let known = try await load()
            state.withLock { $0.recorded = known }
            text = known[name]
        }
        return try text.map { try JSONValue(parsing: Array($0.utf8)) }
    }

    /// The steps of former runs. Nobody else adds any while this run has the lease.
    private func load() async throws -> [String: String] {
        let rows: [(String, String)] = try await pool.withConnection { connection in
            try connection.rows("SELECT name, result FROM job_steps WHERE job_id = \(self.id)") {
                (row) throws(PostgreSQLError) in (try row.read(0), try row.read(1))
            }
        }
        return Dictionary(rows, uniquingKeysWith: { first, _ in first })
    }

    private func record(
        _ result: JSONValue, as name: String, on connection: isolated Connection
    ) throws {
        let text = result.text()
        guard text.utf8.count <= Self.resultBytesMax else { throw JobError.stepTooLong(name) }
        try hold(on: connection)
        try connection.execute(
            """
            INSERT INTO job_steps (job_id, name, result) VALUES (\(id), \(name), \(text))
            """)
    }

    /// Locks the job until the end of the transaction, so that nobody takes it away meanwhile.
    private func hold(on connection: isolated Connection) throws {
        let held: Int? = try connection.first(
            """
            SELECT 1::bigint FROM jobs
            WHERE job_id = \(id) AND fence = \(job.fence) AND lease_until IS NOT NULL
            FOR NO KEY UPDATE
            """
        ) { (row) throws(PostgreSQLError) in try row.read(0) }
        guard held != nil else { throw JobError.leaseLost(id) }
    }
}
