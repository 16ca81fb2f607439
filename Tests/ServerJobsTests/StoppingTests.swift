import JSON
import Logging
import PostgreSQL
import ServerJobs
import TestJobs
import Testing

struct StoppingTests {
    @Test func `at a stop what runs goes on to its end, and nothing more is taken`() async throws {
        try await Shop.with { shop in
            let (barrier, told) = (Barrier(), Barrier())
            let log = Logger(
                format: .text, levelMin: .info, unixMicroseconds: { 0 },
                sink: { line in
                    let text = String(decoding: line, as: UTF8.self)
                    if text.contains("no more jobs are taken") { told.open() }
                })
            let crew = shop.crew(
                .errands { _, _ in
                    await barrier.pass()
                    return .done
                }, log: log)
            let work = Task { await crew.run() }
            let first = try #require(try await shop.queue.enqueue(Errand(1)))
            try await until { barrier.count == 1 }
            work.cancel()
            await told.pass()
            let second = try #require(try await shop.queue.enqueue(Errand(2)))
            barrier.open()
            await work.value
            #expect(try await shop.inspector.job(first).job.state == .done)
            #expect(try await shop.inspector.job(second).job.state == .waiting)
        }
    }

    @Test(arguments: [true, false])
    func `what does not end in time is given back, and the run does not count`(
        listens: Bool
    ) async throws {
        try await Shop.with { shop in
            var terms = Shop.terms
            (terms.drain, terms.grace) = (.milliseconds(50), .milliseconds(200))
            terms.lease = .seconds(600)
            let (barrier, began) = (Barrier(), Barrier())
            let crew = shop.crew(
                .errands { _, _ in
                    began.open()
                    // Some runs end when they are told to, others do not listen.
                    if listens { try await untilCancelled() } else { await barrier.pass() }
                    return .done
                }, terms: terms)
            let work = Task { await crew.run() }
            let id = try #require(try await shop.queue.enqueue(Errand()))
            await began.pass()
            work.cancel()
            await work.value
            let job = try await shop.inspector.job(id).job
            #expect(job.state == .waiting && job.attempt == 0 && job.leaseUntil == nil)
            barrier.open()
            // Another crew has it at once, long before the lease would have run out.
            try await shop.working(.errands { _, _ in .done }) { try await shop.sees(id, .done) }
        }
    }

    @Test func `a crew that has nothing to do stops at once`() async throws {
        try await Shop.with { shop in
            let crew = shop.crew(.errands { _, _ in .done })
            let work = Task { await crew.run() }
            work.cancel()
            await work.value
        }
    }

    @Test func `jobs that ended long ago are removed with their steps, and no others`()
        async throws
    {
        try await Shop.with { shop in
            let roster = JobRoster.errands { job, run in
                _ = try await run.step("one") { .null }
                return job.number == 3 ? .impossible("why") : .done
            }
            let ids = try await shop.queue.enqueue((1...4).map { try NewJob(Errand($0)) })
            let waiting = try await shop.queue.enqueue(Errand(5), after: .seconds(600))
            try await shop.working(roster) {
                for (id, number) in zip(ids.indices, [1, 2, 3, 4]) {
                    try await shop.sees(ids[id], number == 3 ? .dead : .done)
                }
            }
            try await shop.change(
                """
                UPDATE jobs SET finished_at = now() - interval '25 hours'
                WHERE finished_at IS NOT NULL AND arguments <> '{"number":4}'
                """)
            let removed = try await JobCleaner.clean(shop.pool, keeping: .init())
            #expect(removed == 2)
            let left = try await shop.inspector.jobs().map(\.id)
            #expect(Set(left) == Set([ids[2], ids[3], try #require(waiting)]))
            #expect(try await shop.number("SELECT count(*) FROM job_steps") == 2)
            #expect(try await JobCleaner.clean(shop.pool, keeping: .init()) == 0)
        }
    }

    @Test func `a crew cleans up by itself when the time has come`() async throws {
        try await Shop.with { shop in
            var roster = JobRoster.errands { _, _ in .done }
            roster.addCleaning(of: shop.pool)
            let id = try #require(try await shop.queue.enqueue(Errand()))
            try await shop.working(roster) {
                try await shop.sees(id, .done)
                try await shop.sees(1, "SELECT count(*) FROM job_schedules")
                try await shop.change(
                    "UPDATE jobs SET finished_at = now() - interval '2 days'")
                try await shop.change(
                    "UPDATE job_schedules SET reached_at = now() - interval '1 hour'")
                try await until { try await shop.inspector.jobs(of: Errand.kind).isEmpty }
            }
        }
    }
}
