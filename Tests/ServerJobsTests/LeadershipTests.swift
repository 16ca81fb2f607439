import Bytes
import JSON
import Machine
import PostgreSQL
import TestJobs
import Testing

@testable import ServerJobs

struct LeadershipTests {
    private static let now = "1 second"

    private func elector(_ shop: Shop) -> LeaderElector {
        var random = SystemRandom()
        return LeaderElector(
            pool: shop.pool, worker: .random(using: &random), duty: "schedules",
            lease: .seconds(600))
    }

    private func scheduler(_ elector: LeaderElector) -> JobScheduler {
        JobScheduler(pool: elector.pool, worker: elector.worker, duty: elector.duty)
    }

    /// As if so many seconds had passed since the schedule was looked at.
    private func pass(seconds: Int, _ shop: Shop) async throws {
        try await shop.change(
            "UPDATE job_schedules SET reached_at = reached_at - \(seconds) * interval '1 second'")
    }

    private static let hourly = JobSchedule("hourly", .every(seconds: 3_600)) { Errand() }
    private static let count: Query = "SELECT count(*) FROM jobs"

    @Test func `one leads, and the next takes over when the lease has run out`() async throws {
        try await Shop.with { shop in
            let (one, two) = (elector(shop), elector(shop))
            #expect(try await one.stand())
            #expect(try await one.stand())
            #expect(try await !two.stand())
            try await shop.change(
                "UPDATE job_leaders SET lease_until = now() - interval '1 second'")
            #expect(try await two.stand())
            #expect(try await !one.stand())
            #expect(try await shop.number("SELECT term FROM job_leaders") == 2)
        }
    }

    @Test func `of many that stand at once one leads`() async throws {
        try await Shop.with { shop in
            let leaders = try await withThrowingTaskGroup(of: Bool.self) { group in
                for _ in 1...16 { group.addTask { try await elector(shop).stand() } }
                return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(leaders == 1)
        }
    }

    @Test func `who resigns leaves the duty to the next, and only its own`() async throws {
        try await Shop.with { shop in
            let (one, two) = (elector(shop), elector(shop))
            #expect(try await one.stand())
            try await two.resign()
            #expect(try await !two.stand())
            try await one.resign()
            #expect(try await two.stand())
        }
    }

    @Test func `moments that passed make one job, and each moment counts once`() async throws {
        try await Shop.with { shop in
            let leader = elector(shop)
            #expect(try await leader.stand())
            let scheduler = scheduler(leader)
            try await scheduler.follow(Self.hourly)
            // The hour may have turned between the two looks.
            let before = try await shop.number(Self.count)
            try await pass(seconds: 5 * 3_600, shop)
            try await scheduler.follow(Self.hourly)
            #expect(try await shop.number(Self.count) == before + 1)
            try await scheduler.follow(Self.hourly)
            #expect(try await shop.number(Self.count) <= before + 2)
        }
    }

    @Test func `who does not lead makes no jobs, whatever it believes`() async throws {
        try await Shop.with { shop in
            let (one, two) = (elector(shop), elector(shop))
            #expect(try await one.stand())
            try await scheduler(one).follow(Self.hourly)
            try await pass(seconds: 9_000, shop)
            let before = try await shop.number(Self.count)
            try await scheduler(two).follow(Self.hourly)
            #expect(try await shop.number(Self.count) == before)
            try await shop.change(
                "UPDATE job_leaders SET lease_until = now() - interval '1 second'")
            try await scheduler(one).follow(Self.hourly)
            #expect(try await shop.number(Self.count) == before)
        }
    }

    @Test func `a clock that was set back holds no schedule up`() async throws {
        try await Shop.with { shop in
            let leader = elector(shop)
            #expect(try await leader.stand())
            try await scheduler(leader).follow(Self.hourly)
            try await pass(seconds: -30 * 86_400, shop)
            try await scheduler(leader).follow(Self.hourly)
            let isNow = "SELECT count(*) FROM job_schedules WHERE reached_at <= now()"
            #expect(try await shop.number(Query(sql: isNow)) == 1)
        }
    }

    @Test func `two crews make the jobs of a schedule once, and one goes on without the other`()
        async throws
    {
        try await Shop.with { shop in
            let notes = Notes()
            var roster = JobRoster.errands { _, _ in
                notes.add(1)
                return .done
            }
            roster.add(Self.hourly)
            let leaders: Query = "SELECT count(*) FROM job_leaders WHERE lease_until > now()"
            try await shop.working(roster) {
                try await shop.working(roster) {
                    try await shop.sees(1, "SELECT count(*) FROM job_schedules")
                    #expect(try await shop.number(leaders) == 1)
                }
                let before = notes.all.count
                try await pass(seconds: 9_000, shop)
                try await until { notes.all.count > before }
                #expect(try await shop.number(leaders) == 1)
            }
            // Who stops leaves the duty at once.
            #expect(try await shop.number(leaders) == 0)
        }
    }
}
