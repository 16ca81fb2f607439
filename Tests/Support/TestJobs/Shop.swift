package import Logging
import Machine
package import Metrics
package import PostgreSQL
package import ServerJobs

/// A queue on a database of a test's own, and crews that work it off.
package struct Shop: Sendable {
    /// How to connect to the database.
    package let settings: ConnectionSettings
    /// The connections of the tests and of the jobs.
    package let pool: Pool

    /// Where jobs are put.
    package var queue: JobQueue { JobQueue(pool: pool) }
    /// Who looks at them.
    package var inspector: JobInspector { JobInspector(pool: pool) }

    /// Opens a shop on a database that has the queue's tables.
    package init(_ settings: ConnectionSettings) async throws {
        self.settings = settings
        pool = Pool(settings)
        try await pool.withConnection { try $0.run(TestTables.sql) }
    }

    /// Short leases, so that a test that ends a worker need not wait for long.
    package static let terms = CrewTerms {
        $0.slots = 8
        $0.lease = .milliseconds(1_500)
        $0.leaderLease = .milliseconds(1_500)
        $0.poll = .milliseconds(100)
        $0.watch = .milliseconds(50)
        $0.drain = .seconds(30)
    }

    /// A crew that does what a roster says.
    package func crew(
        _ roster: JobRoster, terms: CrewTerms = Shop.terms, registry: Registry = Registry(),
        log: Logger = .silent
    ) -> JobCrew {
        JobCrew(
            roster, terms: terms, settings: settings, pool: pool, log: log,
            metrics: JobMetrics(in: registry))
    }

    /// Has a crew work beside the body, and stops it afterwards.
    @discardableResult
    package func working<Value>(
        _ roster: JobRoster, terms: CrewTerms = Shop.terms, registry: Registry = Registry(),
        _ body: () async throws -> Value
    ) async throws -> Value {
        let crew = crew(roster, terms: terms, registry: registry)
        let work = Task { await crew.run() }
        do {
            let value = try await body()
            work.cancel()
            await work.value
            return value
        } catch {
            work.cancel()
            await work.value
            throw error
        }
    }

    /// Waits until a job is in a state, and gives it.
    @discardableResult
    package func sees(_ id: JobID, _ state: JobState) async throws -> StoredJob {
        try await until { try await inspector.job(id).job.state == state }
        return try await inspector.job(id).job
    }

    /// Waits until a number that a query gives is a certain one.
    package func sees(_ expected: Int, _ query: Query) async throws {
        try await until { try await number(query) == expected }
    }

    /// A number that a query gives.
    package func number(_ query: Query) async throws -> Int {
        try await pool.withConnection { connection in try connection.value(query) }
    }

    /// Changes something behind everybody's back.
    package func change(_ query: Query) async throws {
        _ = try await pool.withConnection { connection in try connection.execute(query) }
    }
}

/// What was waited for did not come true in any honest time.
package struct NeverCameTrue: Error {}

/// Waits until a condition holds, looking again and again.
package func until(
    secondsMax: Int = 60, _ condition: () async throws -> Bool
) async throws {
    let pause = Backoff(first: .milliseconds(10), longest: .milliseconds(10))
    let end = ContinuousClock.now + .seconds(secondsMax)
    while try await !condition() {
        guard ContinuousClock.now < end else { throw NeverCameTrue() }
        try await pause.wait(afterFailures: 1)
    }
}
