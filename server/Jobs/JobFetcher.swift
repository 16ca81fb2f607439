import PostgreSQL
import ServerStore

/// A job that was taken: it is this worker's for as long as its lease is kept.
struct FetchedJob: Sendable {
    let id: JobID
    let kind: String
    let arguments: String
    /// Which run this is, counted from one.
    let attempt: Int
    let attemptsMax: Int
    /// What every write of this worker for the job must bear.
    let fence: Int64
}

/// How many jobs may be taken, of which kinds.
struct Room: Hashable, Sendable {
    /// Of all kinds together.
    var total: Int
    /// Of each kind, in the order of their names.
    var kinds: [Place]

    struct Place: Hashable, Sendable {
        let kind: String
        var count: Int
        /// How many of the kind may run in all processes together.
        let overallMax: Int?

        var isLimited: Bool { overallMax != nil }
    }

    var isEmpty: Bool { total <= 0 || kinds.isEmpty }
}

/// Takes jobs whose time has come: urgent ones first, then those that have waited for longest.
///
/// 1. A job is taken by one worker; who looks at the same moment takes others.
/// 2. Taking it counts the attempt and raises the fence, before anything of it runs.
/// 3. Nothing of a paused kind is taken, and never more of a kind than may run at once.
struct JobFetcher: Sendable {
    let pool: Pool
    let worker: WorkerID
    let lease: Duration

    /// Takes as many as there are and there is room for.
    func fetch(_ room: Room) async throws -> [FetchedJob] {
        guard !room.isEmpty else { return [] }
        let (limited, free) = (room.kinds.filter(\.isLimited), room.kinds.filter { !$0.isLimited })
        if !limited.isEmpty, try await hasWork(limited.map(\.kind)) {
            return try await pool.transaction { connection in
                try take(try narrowed(room, on: connection), on: connection)
            }
        }
        let rest = Room(total: room.total, kinds: free)
        return try await pool.withConnection { connection in try take(rest, on: connection) }
    }

    /// Whether there is a reason to count what all processes run, one of them after the other.
    private func hasWork(_ kinds: [String]) async throws -> Bool {
        try await pool.withConnection { connection in
            try connection.value(
                """
                SELECT EXISTS (SELECT FROM jobs
                    WHERE state = 'waiting' AND kind = ANY(\(kinds)) AND run_at <= now())
                """)
        }
    }

    /// Leaves the room that all processes together have, and holds it until the end of the
    /// transaction.
    private func narrowed(
        _ room: Room, on connection: isolated Connection
    ) throws(PostgreSQLError) -> Room {
        let limited = room.kinds.filter(\.isLimited).map(\.kind)
        try connection.execute(
            """
            INSERT INTO job_kinds (kind) SELECT unnest(\(limited)) ON CONFLICT (kind) DO NOTHING
            """)
        // In one order, so that two who count never wait for each other.
        try connection.execute(
            "SELECT FROM job_kinds WHERE kind = ANY(\(limited)) ORDER BY kind FOR UPDATE")
        let counted: [(String, Int)] = try connection.rows(
            """
            SELECT kind, count(*) FROM jobs
            WHERE state = 'running' AND kind = ANY(\(limited)) GROUP BY kind
            """
        ) { (row) throws(PostgreSQLError) in (try row.read(0), try row.read(1)) }
        let running = Dictionary(counted, uniquingKeysWith: { first, _ in first })
        var narrowed = room
        for index in narrowed.kinds.indices {
            guard let most = narrowed.kinds[index].overallMax else { continue }
            let left = most - running[narrowed.kinds[index].kind, default: 0]
            narrowed.kinds[index].count = min(narrowed.kinds[index].count, left)
        }
        narrowed.kinds.removeAll { $0.count <= 0 }
        return narrowed
    }

    /// One look into the index for each priority and kind, in the order of the priorities, until
    /// the room is full. The rank keeps a kind from taking its room once for each priority.
    private func take(
        _ room: Room, on connection: isolated Connection
    ) throws(PostgreSQLError) -> [FetchedJob] {
        guard !room.isEmpty else { return [] }
        let looks = JobPriority.allCases.flatMap { priority in
            room.kinds.map { (priority: priority.rawValue, kind: $0.kind, room: $0.count) }
        }
        return try connection.rows(
            """
            WITH looks AS (
                SELECT place, priority, kind, room
                FROM unnest(\(looks.map(\.priority)), \(looks.map(\.kind)), \(looks.map(\.room)))
                    WITH ORDINALITY AS look (priority, kind, room, place)
                WHERE kind NOT IN (SELECT kind FROM job_kinds WHERE paused_at IS NOT NULL)
                ORDER BY place
            ), seen AS (
                SELECT due.job_id, looks.kind, looks.room, looks.place
                FROM looks CROSS JOIN LATERAL (
                    SELECT job_id FROM jobs
                    WHERE state = 'waiting' AND kind = looks.kind
                        AND priority = looks.priority AND run_at <= now()
                    ORDER BY run_at LIMIT looks.room FOR UPDATE SKIP LOCKED
                ) AS due LIMIT \(room.total)
            ), ranked AS (
                SELECT job_id, room, row_number() OVER (PARTITION BY kind ORDER BY place) AS rank
                FROM seen
            )
            UPDATE jobs SET state = 'running', attempt = attempt + 1, fence = fence + 1,
                worker_id = \(worker), started_at = now(),
                lease_until = now() + \(lease.microseconds) * interval '1 microsecond',
                unique_key = CASE WHEN unique_until <> 'started' THEN unique_key END
            FROM ranked WHERE jobs.job_id = ranked.job_id AND ranked.rank <= ranked.room
            RETURNING jobs.job_id, kind, arguments, attempt, attempts_max, fence
            """)
    }
}

extension FetchedJob: RowReadable {
    init(row: borrowing Row) throws(PostgreSQLError) {
        id = try row.read(0)
        kind = try row.read(1)
        arguments = try row.read(2)
        attempt = try row.read(3)
        attemptsMax = try row.read(4)
        fence = try row.read(5)
    }
}
