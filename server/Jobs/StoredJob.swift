package import PostgreSQL
import ServerStore

/// A job as the queue keeps it, for whoever looks at it.
package struct StoredJob: Sendable {
    /// Its id.
    package let id: JobID
    /// Its kind.
    package let kind: String
    /// Where it is in its life.
    package let state: JobState
    /// Who goes first.
    package let priority: JobPriority
    /// What it needs to know, as JSON.
    package let arguments: String
    /// The key that no other job of the kind may have now.
    package let uniqueKey: String?
    /// How often it has begun to run.
    package let attempt: Int
    /// After so many failed runs it is dead.
    package let attemptsMax: Int
    /// Whether somebody asked for its end while it runs.
    package let isCancelRequested: Bool
    /// When it was put into the queue.
    package let createdAt: Timestamp
    /// When it may run, or might have.
    package let runAt: Timestamp
    /// When its last run began.
    package let startedAt: Timestamp?
    /// When it ended.
    package let finishedAt: Timestamp?
    /// Until when its worker has it, if it does not say before that it lives.
    package let leaseUntil: Timestamp?
    /// Who runs it, or ran it last.
    package let worker: WorkerID?
    /// Why its last run failed, or why it is dead.
    package let reason: String?
}

extension StoredJob: RowReadable {
    /// Reads a row of the table.
    package init(row: borrowing Row) throws(PostgreSQLError) {
        id = try row.read("job_id")
        kind = try row.read("kind")
        state = try Self.known(JobState(rawValue: try row.read("state")), in: "state")
        priority = try Self.known(JobPriority(rawValue: try row.read("priority")), in: "priority")
        arguments = try row.read("arguments")
        uniqueKey = try row.read("unique_key")
        attempt = try row.read("attempt")
        attemptsMax = try row.read("attempts_max")
        isCancelRequested = try row.read("is_cancel_requested")
        createdAt = try row.read("created_at")
        runAt = try row.read("run_at")
        startedAt = try row.read("started_at")
        finishedAt = try row.read("finished_at")
        leaseUntil = try row.read("lease_until")
        worker = try row.read("worker_id")
        reason = try row.read("reason")
    }

    private static func known<Value>(
        _ value: Value?, in column: String
    ) throws(PostgreSQLError) -> Value {
        guard let value else {
            throw .unreadable(column: column, wanted: "\(Value.self)", found: "another value")
        }
        return value
    }
}

/// A step of a flow that is behind it.
package struct StoredStep: Sendable {
    /// Its name.
    package let name: String
    /// What it came to, as JSON.
    package let result: String
    /// When it was recorded.
    package let recordedAt: Timestamp
}

extension StoredStep: RowReadable {
    /// Reads a row of the table.
    package init(row: borrowing Row) throws(PostgreSQLError) {
        name = try row.read("name")
        result = try row.read("result")
        recordedAt = try row.read("recorded_at")
    }
}
