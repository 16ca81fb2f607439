import Bytes
import Glibc
import JSON
import Machine
import PostgreSQL
import Seeds
import ServerJobs
import TestJobs
import Testing

/// Processes that are ended and frozen while they work.
///
/// COUNTERFOIL_CHAOS_SECONDS lets the killing go on for longer than the few seconds that the suite
/// can afford: 60 ends a worker every second for a minute.
@Suite(.serialized) struct ChaosTests {
    private static let secondsMax = Environment.variables["COUNTERFOIL_CHAOS_SECONDS"]
        .flatMap { Int($0) }

    @Test func `workers that are killed all the time lose no job, and do none twice`()
        async throws
    {
        let pace: Duration = Self.secondsMax == nil ? .milliseconds(400) : .seconds(1)
        let kills = Self.secondsMax ?? 15
        var dice = SeededGenerator(seed: 42)
        try await Shop.with { shop in
            try await Workers.with(4, in: shop) { workers in
                var count = 0
                for _ in 1...kills {
                    count += try await Self.refill(shop, after: count)
                    try await Backoff(first: pace, longest: pace).wait(afterFailures: 1)
                    try await workers.replace(at: dice.number(0...3))
                }
                try await until(secondsMax: 120) {
                    try await shop.number(
                        "SELECT count(*) FROM jobs WHERE state IN ('waiting', 'running')") == 0
                }
                try await Self.expectEverythingOnce(shop, count: count)
            }
        }
    }

    /// Keeps so much to do there that whoever is killed is killed at work.
    private static func refill(_ shop: Shop, after number: Int) async throws -> Int {
        let waiting = try await shop.number("SELECT count(*) FROM jobs WHERE state = 'waiting'")
        guard waiting < 2_000 else { return 0 }
        let numbers = (number + 1)...(number + 1_000)
        try await shop.queue.enqueue(try numbers.map { try NewJob(Effect($0)) })
        try await shop.queue.enqueue(try numbers.map { try NewJob(Flow($0)) })
        return numbers.count
    }

    private static func expectEverythingOnce(_ shop: Shop, count: Int) async throws {
        #expect(
            try await shop.number("SELECT count(*) FROM jobs WHERE state = 'done'") == 2 * count)
        for what in ["effect"] + Flow.steps {
            #expect(
                try await shop.number(
                    "SELECT count(*) FROM effects WHERE what = \(what)") == count)
            #expect(
                try await shop.number(
                    "SELECT count(DISTINCT number) FROM effects WHERE what = \(what)") == count)
        }
        // Otherwise the killing met nobody at work, and nothing was shown.
        #expect(try await shop.number("SELECT sum(losses)::bigint FROM jobs") > 0)
    }

    @Test func `what a frozen worker writes when it wakes up is refused`() async throws {
        try await Shop.with { shop in
            try await Workers.with(2, in: shop) { workers in
                let id = try #require(try await shop.queue.enqueue(Gated(1)))
                try await shop.sees(1, Self.began)
                let frozen = try await Self.holder(in: shop, among: workers)
                frozen.send(signal: SIGSTOP)
                // Its lease runs out, and the other begins.
                try await shop.sees(2, Self.began)
                try await shop.change("INSERT INTO gates VALUES (1)")
                try await shop.sees(id, .done)
                frozen.send(signal: SIGCONT)
                try await until {
                    await workers.told.contains(
                        "a run lost its lease, and nothing of it is written")
                }
                #expect(
                    try await shop.number(
                        "SELECT count(*) FROM effects WHERE what = 'passed'") == 1)
                #expect(
                    try await shop.number(
                        """
                        SELECT count(*) FROM effects
                        WHERE what = 'passed' AND process_id = \(frozen.processID)
                        """) == 0)
                #expect(frozen.status == nil)
            }
        }
    }

    @Test func `a lost worker's job is taken over when its lease has run out`() async throws {
        try await Shop.with { shop in
            try await Workers.with(2, in: shop) { workers in
                let id = try #require(try await shop.queue.enqueue(Gated(1)))
                try await shop.sees(1, Self.began)
                try await Self.holder(in: shop, among: workers).kill()
                try await shop.sees(2, Self.began)
                let seconds = try await shop.number(
                    """
                    SELECT ceil(extract(epoch FROM max(written_at) - min(written_at)))::bigint
                    FROM effects
                    """)
                #expect(seconds < 60)
                try await shop.change("INSERT INTO gates VALUES (1)")
                let done = try await shop.sees(id, .done)
                #expect(done.attempt == 2)
            }
        }
    }

    @Test func `a job that kills its worker is dead after its attempts, and the queue flows on`()
        async throws
    {
        try await Shop.with { shop in
            try await Workers.with(2, in: shop) { workers in
                let poison = try #require(try await shop.queue.enqueue(Poison()))
                var count = 0
                try await until {
                    count += 1
                    try await shop.queue.enqueue(Effect(count))
                    while await workers.alive.count < 2 { try await workers.hire() }
                    return try await shop.inspector.job(poison).job.state == .dead
                }
                try await shop.sees(
                    count, "SELECT count(*) FROM jobs WHERE state = 'done'")
                let dead = try await shop.inspector.job(poison).job
                #expect(dead.attempt == 3)
                #expect(dead.reason?.hasPrefix("Its worker was lost") == true)
                #expect(try await shop.number("SELECT count(*) FROM effects") == count)
            }
        }
    }

    @Test func `a worker that is asked to end finishes what it has begun`() async throws {
        try await Shop.with { shop in
            try await Workers.with(1, in: shop) { workers in
                let id = try #require(try await shop.queue.enqueue(Gated(1)))
                try await shop.sees(1, Self.began)
                let worker = try await Self.holder(in: shop, among: workers)
                worker.terminate()
                try await until { await workers.told.contains("no more jobs are taken") }
                let late = try #require(try await shop.queue.enqueue(Effect(1)))
                try await shop.change("INSERT INTO gates VALUES (1)")
                #expect(await worker.wait().isSuccess)
                #expect(try await shop.inspector.job(id).job.state == .done)
                #expect(try await shop.inspector.job(late).job.state == .waiting)
            }
        }
    }

    private static let began: Query = "SELECT count(*) FROM effects WHERE what = 'began'"

    /// The worker that has begun the gated job.
    private static func holder(
        in shop: Shop, among workers: Workers
    ) async throws -> RunningSubprocess {
        let process = try await shop.number(
            "SELECT process_id::bigint FROM effects WHERE what = 'began' LIMIT 1")
        return try #require(await workers.alive.first { Int($0.processID) == process })
    }
}
