import JSON
import Machine
import Metrics
import PostgreSQL
import ServerJobs
import TestJobs
import Testing

struct RunningTests {
    @Test func `every job that is put there is done once`() async throws {
        try await Shop.with { shop in
            let notes = Notes()
            let roster = JobRoster.errands { job, _ in
                notes.add(job.number)
                return .done
            }
            try await shop.queue.enqueue(try (1...300).map { try NewJob(Errand($0)) })
            try await shop.working(roster) {
                try await shop.sees(300, "SELECT count(*) FROM jobs WHERE state = 'done'")
            }
            #expect(notes.all.sorted() == Array(1...300))
        }
    }

    @Test func `a job that fails runs again, and is dead after its attempts, with the reason`()
        async throws
    {
        try await Shop.with { shop in
            let notes = Notes()
            let roster = JobRoster.errands { job, run in
                notes.add(run.attempt)
                if job.number == run.attempt { return .done }
                throw Mishap()
            }
            let second = try #require(try await shop.queue.enqueue(Errand(2)))
            let never = try #require(try await shop.queue.enqueue(Errand(99)))
            try await shop.working(roster) {
                #expect(try await shop.sees(second, .done).attempt == 2)
                let dead = try await shop.sees(never, .dead)
                #expect(dead.attempt == 3 && dead.reason == "The printer is out of paper.")
                #expect(dead.finishedAt != nil && dead.leaseUntil == nil)
            }
            #expect(notes.all.sorted() == [1, 1, 2, 2, 3])
        }
    }

    @Test func `a run that was postponed does not count, and one that is impossible is the last`()
        async throws
    {
        try await Shop.with { shop in
            let notes = Notes()
            let roster = JobRoster.errands { job, run in
                notes.add(job.number)
                if job.number == 2 { return .impossible("There is no such address.") }
                return notes.all.count { $0 == 1 } > 5 ? .done : .postponed(.zero)
            }
            let patient = try #require(try await shop.queue.enqueue(Errand(1)))
            let hopeless = try #require(try await shop.queue.enqueue(Errand(2)))
            try await shop.working(roster) {
                #expect(try await shop.sees(patient, .done).attempt == 1)
                let dead = try await shop.sees(hopeless, .dead)
                #expect(dead.attempt == 1 && dead.reason == "There is no such address.")
            }
            #expect(notes.all.count { $0 == 1 } == 6)
        }
    }

    @Test func `urgent ones go first, then those that have waited for longest`() async throws {
        try await Shop.with { shop in
            let notes = Notes()
            let roster = JobRoster.errands { job, _ in
                notes.add(job.number)
                return .done
            }
            for (number, priority) in [
                (31, JobPriority.normal), (41, .low), (11, .urgent), (21, .high), (12, .urgent),
                (32, .normal),
            ] {
                try await shop.queue.enqueue(Errand(number), priority: priority)
            }
            var terms = Shop.terms
            terms.slots = 1
            try await shop.working(roster, terms: terms) {
                try await shop.sees(6, "SELECT count(*) FROM jobs WHERE state = 'done'")
            }
            #expect(notes.all == [11, 12, 21, 31, 32, 41])
        }
    }

    @Test func `a job is not taken before its time`() async throws {
        try await Shop.with { shop in
            let notes = Notes()
            let roster = JobRoster.errands { job, _ in
                notes.add(job.number)
                return .done
            }
            let later = try #require(
                try await shop.queue.enqueue(Errand(1), after: .seconds(3_600)))
            let now = try #require(try await shop.queue.enqueue(Errand(2)))
            try await shop.working(roster) {
                try await shop.sees(now, .done)
                #expect(try await shop.inspector.job(later).job.state == .waiting)
                try await shop.change(
                    "UPDATE jobs SET run_at = now() WHERE job_id = \(later.stored)")
                try await shop.sees(later, .done)
            }
            #expect(notes.all.first == 2 && notes.all.last == 1)
        }
    }

    @Test func `a run that takes too long is told to end, and counts as failed`() async throws {
        struct Slow: Job {
            static let kind = "test.slow"
            static let terms = JobTerms {
                $0.attemptsMax = 1
                $0.timeout = .milliseconds(1)
            }
            var arguments: JSONValue { .null }
            init() {}
            init(arguments: JSONValue) {}
        }
        try await Shop.with { shop in
            var roster = JobRoster()
            roster.add(Slow.self) { _, _ in
                try await untilCancelled()
                return .done
            }
            let id = try #require(try await shop.queue.enqueue(Slow()))
            try await shop.working(roster) {
                let dead = try await shop.sees(id, .dead)
                #expect(dead.reason?.hasPrefix("It took longer than") == true)
            }
        }
    }

    @Test func `jobs of kinds that a process does not know are left to others`() async throws {
        try await Shop.with { shop in
            let strange = try #require(try await shop.queue.enqueue(Effect(1)))
            let known = try #require(try await shop.queue.enqueue(Errand()))
            try await shop.working(.errands { _, _ in .done }) {
                try await shop.sees(known, .done)
                #expect(try await shop.inspector.job(strange).job.state == .waiting)
            }
        }
    }

    @Test func `arguments that cannot be read are a failure that does not quote them`()
        async throws
    {
        try await Shop.with { shop in
            let id = try #require(try await shop.queue.enqueue(Errand()))
            try await shop.change(
                "UPDATE jobs SET arguments = '{\"name\":\"Ada\"}', attempts_max = 1")
            try await shop.working(.errands { _, _ in .done }) {
                let reason = try await shop.sees(id, .dead).reason
                #expect(reason?.contains("test.errand") == true)
                #expect(reason?.contains("Ada") == false)
            }
        }
    }

    @Test func `metrics tell what ran, what failed and what waits`() async throws {
        try await Shop.with { shop in
            let registry = Registry()
            let roster = JobRoster.errands { job, _ in
                if job.number == 1 { throw Mishap() }
                return .done
            }
            let ids = try await shop.queue.enqueue([NewJob(Errand(1)), NewJob(Errand(2))])
            try await shop.queue.enqueue(Effect(1))
            try await shop.queue.enqueue(Effect(2), after: .seconds(60))
            try await shop.working(roster, registry: registry) {
                try await shop.sees(ids[0], .dead)
                try await shop.sees(ids[1], .done)
            }
            let text = registry.text
            for line in [
                "counterfoil_job_failures_total{kind=\"test.errand\"} 3",
                "counterfoil_job_runs_total{kind=\"test.errand\",end=\"dead\"} 1",
                "counterfoil_job_runs_total{kind=\"test.errand\",end=\"done\"} 1",
                "counterfoil_job_run_seconds_count{kind=\"test.errand\"} 4",
            ] {
                #expect(text.contains(line + "\n"))
            }
        }
    }
}
