import JSON
import PostgreSQL
import ServerJobs
import TestJobs
import Testing

struct FlowTests {
    @Test func `a flow goes on where its last run ended, and no step that is behind it runs again`()
        async throws
    {
        try await Shop.with { shop in
            let notes = Notes()
            let roster = JobRoster.errands { _, run in
                let first = try await run.step("first") {
                    notes.add(1)
                    return 41
                }
                let second = try await run.step("second") {
                    notes.add(2)
                    if notes.all.count == 2 { throw Mishap() }
                    return .integer((first.integer ?? 0) + 1)
                }
                if notes.all.count == 3 {
                    notes.add(3)
                    throw Mishap()
                }
                return second == 42 ? .done : .impossible("\(second)")
            }
            let id = try #require(try await shop.queue.enqueue(Errand()))
            try await shop.working(roster) {
                let done = try await shop.sees(id, .done)
                // A busy machine may lose a run besides.
                #expect(done.attempt >= 3)
            }
            #expect(notes.all == [1, 2, 2, 3])
            let steps = try await shop.inspector.job(id).steps
            #expect(steps.map(\.name) == ["first", "second"])
            #expect(steps.map(\.result) == ["41", "42"])
        }
    }

    @Test func `what a step writes is kept with its record or not at all`() async throws {
        try await Shop.with { shop in
            let roster = JobRoster.errands { _, run in
                _ = try await run.step(
                    "write",
                    in: { connection in
                        try connection.note("written", run.attempt, by: 0)
                        if run.attempt == 1 { throw Mishap() }
                        return .null
                    })
                if run.attempt == 2 { throw Mishap() }
                return .done
            }
            let id = try #require(try await shop.queue.enqueue(Errand()))
            try await shop.working(roster) { try await shop.sees(id, .done) }
            #expect(try await shop.number("SELECT count(*) FROM effects") == 1)
            #expect(try await shop.number("SELECT max(number) FROM effects") == 2)
        }
    }

    @Test(arguments: [
        (["one", "one"], "Two steps of one run are called 'one'"),
        ([""], "has a name of more than"), ([String(repeating: "n", count: 101)], "has a name of"),
    ])
    func `a run names each of its steps once, and briefly`(
        names: [String], reason: String
    ) async throws {
        try await Shop.with { shop in
            let roster = JobRoster.errands { _, run in
                for name in names { _ = try await run.step(name) { .null } }
                return .done
            }
            let id = try #require(try await shop.queue.enqueue(Errand()))
            try await shop.working(roster) {
                let dead = try await shop.sees(id, .dead)
                #expect(dead.reason?.contains(reason) == true)
            }
        }
    }

    @Test func `a result beyond the bound is refused`() async throws {
        try await Shop.with { shop in
            let roster = JobRoster.errands { job, run in
                let text = String(repeating: "x", count: job.number)
                _ = try await run.step("long") { .string(text) }
                return .done
            }
            let fits = try #require(try await shop.queue.enqueue(Errand(65_534)))
            let tooLong = try #require(try await shop.queue.enqueue(Errand(65_535)))
            try await shop.working(roster) {
                try await shop.sees(fits, .done)
                try await shop.sees(tooLong, .dead)
            }
        }
    }

    @Test func `effects and the end of the job are kept together or not at all`() async throws {
        try await Shop.with { shop in
            let roster = JobRoster.errands { job, run in
                try await run.complete { connection in
                    try connection.note("effect", job.number, by: 0)
                    if run.attempt == 1 { throw Mishap() }
                }
                if job.number == 2 { throw Mishap() }
                return .done
            }
            let ids = try await shop.queue.enqueue([NewJob(Errand(1)), NewJob(Errand(2))])
            try await shop.working(roster) {
                // What is thrown after the end comes too late to change it.
                for id in ids {
                    let done = try await shop.sees(id, .done)
                    #expect(done.attempt == 2)
                }
            }
            #expect(try await shop.number("SELECT count(*) FROM effects") == 2)
        }
    }
}
