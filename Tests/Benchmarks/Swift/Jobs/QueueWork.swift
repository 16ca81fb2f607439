import JSON
import Logging
import Metrics
import PostgreSQL
import ServerJobs
import ServerStore
import Synchronization

/// A queue in a cluster of our own, and the two ways to work it off.
struct QueueWork: Sendable {
    private static let batchSize = 200

    private let settings: ConnectionSettings
    private let connection: Connection

    /// Lends the queue to the body and removes the cluster afterwards.
    static func with<Value>(
        in scratch: Scratch, _ body: (QueueWork) async throws -> Value
    ) async throws -> Value {
        let cluster = try PrivateCluster(directory: scratch.path + "/jobs")
        let outcome: Result<Value, any Error>
        do {
            let settings = try await cluster.start()
            try await Migrator(Schema.migrations).migrate(settings)
            let connection = try await Connection(settings)
            try await connection.run("CREATE TABLE effects (number bigint NOT NULL)")
            let work = QueueWork(settings: settings, connection: connection)
            outcome = .success(try await body(work))
            await connection.close()
        } catch {
            outcome = .failure(error)
        }
        try await cluster.stop()
        // Below a private directory the cluster lies elsewhere.
        await Scratch.remove(cluster.dataDirectory + "/..")
        return try outcome.get()
    }

    // MARK: Ours

    /// Has a crew work off so many jobs.
    func runCrew(count: Int, hasEffects: Bool) async throws -> Run {
        try await connection.run("TRUNCATE jobs, effects")
        let pool = Pool(settings)
        let jobs = try (0..<count).map { try NewJob(Trifle(number: $0, hasEffect: hasEffects)) }
        try await JobQueue(pool: pool).enqueue(jobs)
        try await settle()
        let finishing = Countdown(from: count)
        var terms = CrewTerms()
        (terms.slots, terms.batchMax) = (2 * Self.batchSize, Self.batchSize)
        let crew = JobCrew(
            roster(finishing), terms: terms, settings: settings, pool: pool, log: .silent,
            metrics: JobMetrics(in: Registry()))
        let stopwatch = try Stopwatch()
        let work = Task { await crew.run() }
        for await _ in finishing.end { break }
        work.cancel()
        await work.value
        let run = try stopwatch.stop(count: count)
        await pool.close()
        try await check("SELECT count(*) FROM jobs WHERE state = 'done'", count)
        if hasEffects { try await check("SELECT count(*) FROM effects", count) }
        return run
    }

    private func roster(_ finishing: Countdown) -> JobRoster {
        var roster = JobRoster()
        roster.add(Trifle.self) { job, run in
            if job.hasEffect {
                try await run.complete { connection in
                    try connection.execute(
                        "INSERT INTO effects (number) VALUES (\(job.number))")
                }
            }
            finishing.countDown()
            return .done
        }
        return roster
    }

    // MARK: The bare loop

    /// Takes and ends batches of rows until there are none.
    func runBareLoop(count: Int) async throws -> Run {
        try await makeBareTable(count)
        let stopwatch = try Stopwatch()
        while true {
            let ids: [UUIDValue] = try await connection.rows(
                """
                UPDATE bare SET state = 'running' WHERE id IN (
                    SELECT id FROM bare WHERE state = 'waiting' AND run_at <= now()
                    ORDER BY run_at LIMIT \(Self.batchSize) FOR UPDATE SKIP LOCKED)
                RETURNING id, payload
                """
            ) { (row) throws(PostgreSQLError) in
                _ = try row.read(1, as: String.self)
                return try row.read(0)
            }
            if ids.isEmpty { break }
            try await connection.execute("UPDATE bare SET state = 'done' WHERE id = ANY(\(ids))")
        }
        let run = try stopwatch.stop(count: count)
        try await check("SELECT count(*) FROM bare WHERE state = 'done'", count)
        return run
    }

    /// Takes one row, writes its effect and ends it, each in a transaction.
    func runBareLoopWithEffects(count: Int) async throws -> Run {
        try await makeBareTable(count)
        let stopwatch = try Stopwatch()
        var isMore = true
        while isMore {
            isMore = try await connection.transaction { connection in
                let id: UUIDValue? = try connection.first(
                    """
                    SELECT id FROM bare WHERE state = 'waiting' AND run_at <= now()
                    ORDER BY run_at LIMIT 1 FOR UPDATE SKIP LOCKED
                    """
                ) { (row) throws(PostgreSQLError) in try row.read(0) }
                guard let id else { return false }
                try connection.execute("INSERT INTO effects (number) VALUES (\(Int64(1)))")
                try connection.execute("UPDATE bare SET state = 'done' WHERE id = \(id)")
                return true
            }
        }
        let run = try stopwatch.stop(count: count)
        try await check("SELECT count(*) FROM effects", count)
        return run
    }

    private func makeBareTable(_ count: Int) async throws {
        try await connection.run("TRUNCATE effects")
        try await connection.run("DROP TABLE IF EXISTS bare")
        try await connection.run(
            """
            CREATE TABLE bare (
                id uuid PRIMARY KEY, state text NOT NULL, run_at timestamptz NOT NULL,
                payload text NOT NULL)
            """)
        try await connection.run(
            "CREATE INDEX bare_waiting ON bare (run_at) WHERE state = 'waiting'")
        let ids = (0..<count).map {
            UUIDValue(high: 0x0190_0000_0000_7000, low: UInt64($0))
        }
        let payload = Trifle(number: 1, hasEffect: false).arguments.text()
        try await connection.execute(
            """
            INSERT INTO bare SELECT id, 'waiting', now(), \(payload)
            FROM unnest(\(ids)) AS new (id)
            """)
        try await settle()
    }

    /// Both begin with statistics and nothing to be written back.
    private func settle() async throws {
        try await connection.run("ANALYZE")
        try await connection.run("CHECKPOINT")
    }

    private func check(_ query: Query, _ count: Int) async throws {
        let found: Int = try await connection.value(query)
        guard found == count else {
            throw BenchmarkFailure.refused("\(found) of \(count) jobs were done.")
        }
    }
}

/// A job that does next to nothing.
private struct Trifle: Job {
    static let kind = "bench.trifle"
    static let terms = JobTerms { $0.concurrencyMax = 1_000 }
    let number: Int
    let hasEffect: Bool

    init(number: Int, hasEffect: Bool) {
        self.number = number
        self.hasEffect = hasEffect
    }

    init(arguments: JSONValue) throws {
        guard let number = arguments["number"]?.integer else {
            throw BenchmarkFailure.refused("A job lost its number.")
        }
        self.number = Int(number)
        hasEffect = arguments["effect"] == .bool(true)
    }

    var arguments: JSONValue {
        ["number": .integer(Int64(number)), "effect": .bool(hasEffect)]
    }
}

/// Counts down, and says when it is through.
private final class Countdown: Sendable {
    let end: AsyncStream<Void>
    private let tell: AsyncStream<Void>.Continuation
    private let left: Atomic<Int>

    init(from count: Int) {
        left = Atomic(count)
        (end, tell) = AsyncStream.makeStream(of: Void.self)
    }

    func countDown() {
        if left.subtract(1, ordering: .relaxed).newValue == 0 { tell.yield() }
    }
}
