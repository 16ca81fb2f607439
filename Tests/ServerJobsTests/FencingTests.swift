import Bytes
import JSON
import Machine
import PostgreSQL
import TestJobs
import Testing

@testable import ServerJobs

/// What a worker writes that has lost its lease.
struct FencingTests {
    /// A worker that took a job, as its functions see it.
    private struct Hand {
        let worker: WorkerID
        let shop: Shop

        init(_ shop: Shop) {
            var random = SystemRandom()
            worker = .random(using: &random)
            self.shop = shop
        }

        func take() async throws -> FetchedJob {
            let place = Room.Place(kind: Errand.kind, count: 1, overallMax: nil)
            let jobs = try await JobFetcher(pool: shop.pool, worker: worker, lease: .seconds(60))
                .fetch(Room(total: 1, kinds: [place]))
            return try #require(jobs.first)
        }

        func run(_ job: FetchedJob) -> JobRun { JobRun(job, pool: shop.pool) }
    }

    /// Lends a shop in which one worker's job was taken over by another.
    private func withLostLease(
        _ body: (Shop, _ lost: FetchedJob, _ held: FetchedJob) async throws -> Void
    ) async throws {
        try await Shop.with { shop in
            try await shop.queue.enqueue(Errand())
            let lost = try await Hand(shop).take()
            try await shop.expireLeases()
            #expect(try await JobRescuer(pool: shop.pool).rescue().map(\.id) == [lost.id])
            let held = try await Hand(shop).take()
            #expect(held.id == lost.id && held.fence > lost.fence)
            #expect(held.attempt == lost.attempt + 1)
            try await body(shop, lost, held)
        }
    }

    @Test(arguments: [
        Fate.done, .again(after: .zero, reason: "why"), .postponed(after: .zero),
        .dead(reason: "why"), .cancelled,
    ])
    func `whatever a worker writes late is refused, and what the other writes is kept`(
        fate: Fate
    ) async throws {
        try await withLostLease { (shop, lost, held) async throws in
            for (job, isRefused) in [(lost, true), (held, false), (held, true)] {
                let finish = Finish(id: job.id, kind: job.kind, fence: job.fence, fate: fate)
                let kept = try await shop.pool.transaction { connection in
                    fate == .done
                        ? try connection.complete([finish]) : try connection.settle([finish])
                }
                #expect(kept == (isRefused ? [] : [job.id]))
            }
            #expect(try await shop.inspector.job(held.id).job.state == fate.state)
        }
    }

    @Test func `effects that come late are not kept`() async throws {
        try await withLostLease { (shop, lost, held) async throws in
            for (job, isRefused) in [(lost, true), (held, false)] {
                let outcome = await Result { () async throws in
                    try await Hand(shop).run(job).complete { connection in
                        try connection.note("effect", 1, by: 0)
                    }
                }
                #expect(outcome.isLeaseLost == isRefused)
            }
            #expect(try await shop.number("SELECT count(*) FROM effects") == 1)
        }
    }

    @Test func `a step that comes late is not recorded, nor what it wrote`() async throws {
        try await withLostLease { (shop, lost, held) async throws in
            let hand = Hand(shop)
            let outcome = await Result { () async throws in
                _ = try await hand.run(lost).step("one") { 1 }
            }
            #expect(outcome.isLeaseLost)
            let written = await Result { () async throws in
                _ = try await hand.run(lost).step(
                    "two",
                    in: { connection in
                        try connection.note("two", 1, by: 0)
                        return 2
                    })
            }
            #expect(written.isLeaseLost)
            #expect(try await shop.inspector.job(lost.id).steps.isEmpty)
            #expect(try await shop.number("SELECT count(*) FROM effects") == 0)
            #expect(try await hand.run(held).step("one") { 7 } == 7)
        }
    }

    @Test func `a lease that is kept is not taken away, and a lost one is heard of`() async throws {
        try await withLostLease { (shop, lost, held) async throws in
            let keeper = LeaseKeeper(pool: shop.pool, lease: .seconds(60))
            let asked = [(id: lost.id, fence: lost.fence)]
            #expect(try await keeper.keep(asked).isEmpty)
            try await shop.expireLeases()
            #expect(try await keeper.keep([(id: held.id, fence: held.fence)]).count == 1)
            #expect(try await JobRescuer(pool: shop.pool).rescue().isEmpty)
        }
    }

    @Test func `a write under way keeps neither the other leases waiting nor is it taken away`()
        async throws
    {
        try await withLostLease { shop, _, held in
            try await shop.queue.enqueue(Errand(2))
            let other = try await Hand(shop).take()
            try await shop.pool.transaction { connection in
                _ = try connection.lockJob(held.id)
                // On connections of their own, beside this transaction.
                try await shop.expireLeases(of: other.id)
                let keeper = LeaseKeeper(pool: shop.pool, lease: .seconds(60))
                let held = [held, other].map { (id: $0.id, fence: $0.fence) }
                #expect(try await keeper.keep(held).count == 2)
            }
            try await shop.expireLeases(of: held.id)
            #expect(try await JobRescuer(pool: shop.pool).rescue().map(\.id) == [held.id])
        }
    }

    @Test func `a job that is not lost is not rescued, and a lost one once`() async throws {
        try await Shop.with { shop in
            try await shop.queue.enqueue([NewJob(Errand(1)), NewJob(Errand(2))])
            let (lost, kept) = (try await Hand(shop).take(), try await Hand(shop).take())
            try await shop.expireLeases(of: lost.id)
            async let one = JobRescuer(pool: shop.pool).rescue()
            async let two = JobRescuer(pool: shop.pool).rescue()
            #expect(try await (one + two).map(\.id) == [lost.id])
            #expect(try await shop.inspector.job(kept.id).job.state == .running)
        }
    }
}

extension Result {
    /// Whether it is the error of a lost lease.
    fileprivate var isLeaseLost: Bool {
        guard case .failure(let error) = self, case .leaseLost = error as? JobError else {
            return false
        }
        return true
    }
}

extension Result where Failure == any Error {
    /// What a body returned or threw.
    init(_ body: () async throws -> Success) async {
        do {
            self = .success(try await body())
        } catch {
            self = .failure(error)
        }
    }
}

extension Shop {
    /// Lets every lease run out, as if time had passed.
    func expireLeases() async throws {
        try await change(
            "UPDATE jobs SET lease_until = now() - interval '1 second' WHERE state = 'running'")
    }

    /// Lets a job's lease run out.
    func expireLeases(of id: JobID) async throws {
        try await change(
            """
            UPDATE jobs SET lease_until = now() - interval '1 second'
            WHERE job_id = \(id.stored) AND state = 'running'
            """)
    }
}
