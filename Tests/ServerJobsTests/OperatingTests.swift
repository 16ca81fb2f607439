import JSON
import PostgreSQL
import ServerJobs
import TestJobs
import Testing

struct OperatingTests {
    @Test func `a job that waits is cancelled at once, and one that runs is told to end`()
        async throws
    {
        try await Shop.with { shop in
            let (canceller, barrier) = (JobCanceller(pool: shop.pool), Barrier())
            let roster = JobRoster.errands { _, _ in
                barrier.open()
                try await untilCancelled()
                return .done
            }
            let waiting = try #require(
                try await shop.queue.enqueue(Errand(1), after: .seconds(60)))
            #expect(try await canceller.cancel(waiting) == .cancelled)
            #expect(try await canceller.cancel(waiting) == .cancelled)
            let running = try #require(try await shop.queue.enqueue(Errand(2)))
            // Longer than the test: it is the message that is heard, not the next beat.
            var terms = Shop.terms
            terms.lease = .seconds(600)
            try await shop.working(roster, terms: terms) {
                await barrier.pass()
                #expect(try await canceller.cancel(running) == .running)
                let ended = try await shop.sees(running, .cancelled)
                #expect(ended.attempt == 1 && ended.finishedAt != nil)
            }
            #expect(try await shop.inspector.job(waiting).job.attempt == 0)
        }
    }

    @Test func `a run that fails after its end was asked for is not followed by another`()
        async throws
    {
        try await Shop.with { shop in
            let (began, barrier) = (Barrier(), Barrier())
            let roster = JobRoster.errands { _, _ in
                began.open()
                await barrier.pass()
                throw Mishap()
            }
            let id = try #require(try await shop.queue.enqueue(Errand()))
            try await shop.working(roster) {
                await began.pass()
                // As if the message and the beats came too late.
                try await shop.change("UPDATE jobs SET is_cancel_requested = true")
                barrier.open()
                let ended = try await shop.sees(id, .cancelled)
                #expect(ended.attempt == 1 && ended.uniqueKey == nil)
            }
        }
    }

    @Test func `whoever glances again and again sees what was there a moment ago`() async throws {
        try await Shop.with { shop in
            let glance = JobGlance(pool: shop.pool, ageMax: .seconds(3_600))
            #expect(try await glance.counts().isEmpty)
            try await shop.queue.enqueue(Errand())
            #expect(try await glance.counts().isEmpty)
            let fresh = JobGlance(pool: shop.pool, ageMax: .zero)
            #expect(try await fresh.counts().map(\.count) == [1])
            try await shop.queue.enqueue(Errand())
            #expect(try await fresh.counts().map(\.count) == [2])
        }
    }

    @Test func `what is over cannot be cancelled, and what is done cannot be retried`()
        async throws
    {
        try await Shop.with { shop in
            let id = try #require(try await shop.queue.enqueue(Errand()))
            try await shop.working(.errands { _, _ in .done }) { try await shop.sees(id, .done) }
            await #expect(throws: JobError.refused(id, state: .done)) {
                try await JobCanceller(pool: shop.pool).cancel(id)
            }
            await #expect(throws: JobError.refused(id, state: .done)) {
                try await JobRetrier(pool: shop.pool).retry(id)
            }
            try await shop.change("DELETE FROM jobs")
            await #expect(throws: JobError.noSuchJob(id)) {
                try await JobCanceller(pool: shop.pool).cancel(id)
            }
            await #expect(throws: JobError.noSuchJob(id)) {
                try await JobRetrier(pool: shop.pool).retry(id)
            }
            await #expect(throws: JobError.noSuchJob(id)) { try await shop.inspector.job(id) }
        }
    }

    @Test func `a dead job that is retried has all its attempts again`() async throws {
        try await Shop.with { shop in
            let (notes, retrier) = (Notes(), JobRetrier(pool: shop.pool))
            let roster = JobRoster.errands { _, run in
                notes.add(run.attempt)
                if notes.all.count < 6 { throw Mishap() }
                return .done
            }
            let id = try #require(try await shop.queue.enqueue(Errand()))
            try await shop.working(roster) {
                try await shop.sees(id, .dead)
                try await retrier.retry(id)
                #expect(try await shop.sees(id, .done).attempt == 3)
            }
            #expect(notes.all == [1, 2, 3, 1, 2, 3])
        }
    }

    @Test(arguments: [JobUniqueness.Span.started, .finished, .removed])
    func `a job that is retried is the only one of its key again`(
        span: JobUniqueness.Span
    ) async throws {
        try await Shop.with { shop in
            let errand = KeyedErrand(span: span)
            let id = try #require(try await shop.queue.enqueue(errand))
            var roster = JobRoster()
            roster.add(KeyedErrand.self) { _, _ in .impossible("no") }
            try await shop.working(roster) { try await shop.sees(id, .dead) }
            let retrier = JobRetrier(pool: shop.pool)
            try await retrier.retry(id)
            #expect(try await shop.queue.enqueue(errand) == nil)
            try await JobCanceller(pool: shop.pool).cancel(id)
            guard span != .removed else { return }
            let other = try #require(try await shop.queue.enqueue(errand))
            await #expect(throws: JobError.succeeded(id, by: other)) {
                try await retrier.retry(id)
            }
        }
    }

    @Test func `a job that waits for its next attempt is retried at once`() async throws {
        try await Shop.with { shop in
            let id = try #require(try await shop.queue.enqueue(Errand(), after: .seconds(600)))
            try await shop.working(.errands { _, _ in .done }) {
                try await JobRetrier(pool: shop.pool).retry(id)
                try await shop.sees(id, .done)
            }
        }
    }

    @Test func `a kind that is paused is held back everywhere, and others go on`() async throws {
        try await Shop.with { shop in
            let (pauser, notes) = (KindPauser(pool: shop.pool), Notes())
            var roster = JobRoster.errands { job, _ in
                notes.add(job.number)
                return .done
            }
            roster.add(Effect.self) { _, _ in .done }
            try await pauser.pause(Errand.kind)
            try await pauser.pause(Errand.kind)
            #expect(try await pauser.paused() == [Errand.kind])
            try await shop.working(roster) {
                try await shop.working(roster) {
                    let held = try await shop.queue.enqueue([NewJob(Errand(1)), NewJob(Errand(2))])
                    // Several rounds of both crews go by.
                    for number in 1...20 {
                        let other = try #require(try await shop.queue.enqueue(Effect(number)))
                        try await shop.sees(other, .done)
                    }
                    #expect(notes.all.isEmpty)
                    #expect(try await pauser.resume(Errand.kind))
                    for id in held { try await shop.sees(id, .done) }
                    #expect(try await !pauser.resume(Errand.kind))
                }
            }
            #expect(try await pauser.paused().isEmpty)
        }
    }

    @Test func `a kind that is no name is refused`() async throws {
        try await Shop.with { shop in
            for name in ["", "Mail", "a b", String(repeating: "k", count: 101)] {
                await #expect(throws: JobError.malformedKind(name)) {
                    try await KindPauser(pool: shop.pool).pause(name)
                }
            }
        }
    }

    @Test func `jobs are listed, the newest first, by state and by kind`() async throws {
        try await Shop.with { shop in
            for number in 1...3 { try await shop.queue.enqueue(Errand(number)) }
            let effect = try #require(try await shop.queue.enqueue(Effect(4)))
            try await JobCanceller(pool: shop.pool).cancel(effect)
            let inspector = shop.inspector
            #expect(try await inspector.jobs().count == 4)
            #expect(try await inspector.jobs(countMax: 2).count == 2)
            #expect(try await inspector.jobs(in: .cancelled).map(\.id) == [effect])
            #expect(try await inspector.jobs(of: Errand.kind).allSatisfy { $0.state == .waiting })
            #expect(try await inspector.jobs(in: .dead).isEmpty)
            #expect(try await inspector.jobs(in: .waiting, of: Effect.kind).isEmpty)
        }
    }

    @Test func `what waits, runs and is dead is counted, and for how long`() async throws {
        try await Shop.with { shop in
            let counter = JobCounter(pool: shop.pool)
            #expect(try await counter.count().isEmpty)
            #expect(try await counter.count().lagSeconds == 0)
            try await shop.queue.enqueue((1...4).map { try NewJob(Errand($0)) })
            try await shop.queue.enqueue(Errand(5), after: .seconds(600))
            try await shop.queue.enqueue(Effect(1))
            try await shop.change(
                """
                UPDATE jobs SET run_at = now() - interval '90 seconds'
                WHERE arguments = '{"number":2}'
                """)
            #expect(try await counter.count().lagSeconds >= 90)
            try await KindPauser(pool: shop.pool).pause(Errand.kind)
            #expect(try await counter.count().lagSeconds < 90)
            let counts = try await counter.count()
            #expect(counts.map(\.state) == ["due", "paused"])
            #expect(counts.map(\.count) == [1, 5])
            try await KindPauser(pool: shop.pool).resume(Errand.kind)
            let errands = try await counter.count().filter { $0.kind == Errand.kind }
            #expect(errands.map(\.state) == ["due", "later"])
            #expect(errands.map(\.count) == [4, 1])
            #expect(errands[0].oldestSeconds >= 90 && errands[1].oldestSeconds == 0)
        }
    }
}

/// A job that is the only one of its key.
private struct KeyedErrand: Job {
    static let kind = "test.keyed-errand"
    let span: JobUniqueness.Span

    init(span: JobUniqueness.Span) { self.span = span }

    init(arguments: JSONValue) { span = .finished }

    var arguments: JSONValue { [:] }
    var uniqueness: JobUniqueness? { JobUniqueness("key", until: span) }
}
