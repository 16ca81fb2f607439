import JSON
import PostgreSQL
import ServerJobs
import TestJobs
import Testing

struct ConcurrencyTests {
    private struct Narrow: Job {
        static let kind = "test.narrow"
        static let terms = JobTerms { $0.concurrencyMax = 2 }
        var arguments: JSONValue { .null }
        init() {}
        init(arguments: JSONValue) {}
    }

    private struct Rare: Job {
        static let kind = "test.rare"
        static let terms = JobTerms { $0.overallConcurrencyMax = 3 }
        var arguments: JSONValue { .null }
        init() {}
        init(arguments: JSONValue) {}
    }

    private func roster<Work: Job>(
        _ work: Work.Type, _ crowd: Crowd, _ barrier: Barrier
    ) -> JobRoster {
        var roster = JobRoster()
        roster.add(work) { _, _ in
            crowd.enter()
            await barrier.pass()
            crowd.leave()
            return .done
        }
        return roster
    }

    @Test func `no more of a kind run in a process than it may`() async throws {
        try await Shop.with { shop in
            let (crowd, barrier) = (Crowd(), Barrier())
            var roster = roster(Narrow.self, crowd, barrier)
            roster.add(Errand.self) { _, _ in .done }
            try await shop.queue.enqueue((1...10).map { _ in try NewJob(Narrow()) })
            try await shop.working(roster) {
                try await until { barrier.count == 2 }
                // Others go past those that are held up.
                let errand = try #require(try await shop.queue.enqueue(Errand()))
                try await shop.sees(errand, .done)
                barrier.open()
                try await shop.sees(11, "SELECT count(*) FROM jobs WHERE state = 'done'")
            }
            #expect(crowd.most == 2)
        }
    }

    @Test func `no more of a kind run in all processes together than may`() async throws {
        try await Shop.with { shop in
            let (crowd, barrier) = (Crowd(), Barrier())
            let roster = roster(Rare.self, crowd, barrier)
            try await shop.queue.enqueue((1...20).map { _ in try NewJob(Rare()) })
            try await shop.working(roster) {
                try await shop.working(roster) {
                    try await until { barrier.count == 3 }
                    try await shop.sees(3, "SELECT count(*) FROM jobs WHERE state = 'running'")
                    barrier.open()
                    try await shop.sees(20, "SELECT count(*) FROM jobs WHERE state = 'done'")
                }
            }
            #expect(crowd.most == 3)
        }
    }

    @Test func `no more run at once than there are slots`() async throws {
        try await Shop.with { shop in
            let (crowd, barrier) = (Crowd(), Barrier())
            try await shop.queue.enqueue((1...20).map { try NewJob(Errand($0)) })
            try await shop.working(roster(Errand.self, crowd, barrier)) {
                try await until { barrier.count == 8 }
                barrier.open()
                try await shop.sees(20, "SELECT count(*) FROM jobs WHERE state = 'done'")
            }
            #expect(crowd.most == 8)
        }
    }

    @Test func `two crews never do the same job`() async throws {
        try await Shop.with { shop in
            let notes = Notes()
            let roster = JobRoster.errands { job, _ in
                notes.add(job.number)
                return .done
            }
            try await shop.queue.enqueue((1...400).map { try NewJob(Errand($0)) })
            try await shop.working(roster) {
                try await shop.working(roster) {
                    try await shop.sees(400, "SELECT count(*) FROM jobs WHERE state = 'done'")
                }
            }
            #expect(notes.all.sorted() == Array(1...400))
        }
    }

    @Test func `whoever waits hears of a job when it is put there, in every process`() async throws
    {
        try await Shop.with { shop in
            let (crowd, barrier) = (Crowd(), Barrier())
            var terms = Shop.terms
            (terms.poll, terms.slots) = (.seconds(3_600), 1)
            let roster = roster(Errand.self, crowd, barrier)
            try await shop.working(roster, terms: terms) {
                try await shop.working(roster, terms: terms) {
                    // Each has one slot, so that both have to hear.
                    try await shop.queue.enqueue(Errand(1))
                    try await shop.queue.enqueue(Errand(2))
                    try await until { barrier.count == 2 }
                    barrier.open()
                    try await shop.sees(2, "SELECT count(*) FROM jobs WHERE state = 'done'")
                }
            }
        }
    }

    @Test func `with the usual terms a lost worker's job is taken over within a minute`() {
        let terms = CrewTerms()
        #expect(terms.lease + terms.lease / 4 + terms.poll < .seconds(60))
    }
}
