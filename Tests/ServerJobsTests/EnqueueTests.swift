import JSON
import PostgreSQL
import ServerJobs
import TestJobs
import Testing

struct EnqueueTests {
    private struct Changed: Error {}

    /// A job that is unique for as long as a test says.
    private struct Single: Job {
        static let kind = "test.single"
        let uniqueness: JobUniqueness?
        var arguments: JSONValue { [:] }

        init(_ until: JobUniqueness.Span, key: String = "one") {
            uniqueness = JobUniqueness(key, until: until)
        }

        init(arguments: JSONValue) { uniqueness = nil }
    }

    private struct Long: Job {
        static let kind = "test.long"
        static let terms = JobTerms { $0.argumentBytesMax = 20 }
        let text: String
        var arguments: JSONValue { ["text": .string(text)] }

        init(_ text: String) { self.text = text }
        init(arguments: JSONValue) { text = "" }
    }

    @Test func `a job exists when the caller's transaction is committed, and not before`()
        async throws
    {
        try await Shop.with { shop in
            let id = try await shop.pool.transaction { connection in
                let id = try connection.enqueue(Effect(1))
                try connection.note("beside", 1, by: 0)
                return id
            }
            #expect(try await shop.inspector.job(try #require(id)).job.state == .waiting)
            await #expect(throws: Changed.self) {
                try await shop.pool.transaction { connection in
                    _ = try connection.enqueue(Effect(2))
                    try connection.note("beside", 2, by: 0)
                    throw Changed()
                }
            }
            #expect(try await shop.inspector.jobs().map(\.id) == [id])
            #expect(try await shop.number("SELECT count(*) FROM effects") == 1)
        }
    }

    @Test func `many are put there at once, and nothing at all is nothing`() async throws {
        try await Shop.with { shop in
            let jobs = try (1...500).map { try NewJob(Effect($0)) }
            #expect(try await shop.queue.enqueue(jobs).count == 500)
            #expect(try await shop.queue.enqueue([]).isEmpty)
            #expect(try await shop.number("SELECT count(*) FROM jobs") == 500)
        }
    }

    @Test func `of equals one is kept, within one call, and across calls`() async throws {
        try await Shop.with { shop in
            let twins = try [NewJob(Single(.finished)), NewJob(Single(.finished))]
            #expect(try await shop.queue.enqueue(twins).count == 1)
            #expect(try await shop.queue.enqueue(Single(.finished)) == nil)
            #expect(try await shop.queue.enqueue(Single(.finished, key: "two")) != nil)
        }
    }

    @Test func `many who put the same there at once put one there`() async throws {
        try await Shop.with { shop in
            let added = try await withThrowingTaskGroup(of: JobID?.self) { group in
                for _ in 1...20 {
                    group.addTask { try await shop.queue.enqueue(Single(.finished)) }
                }
                return try await group.reduce(into: 0) { $0 += $1 == nil ? 0 : 1 }
            }
            #expect(added == 1)
        }
    }

    @Test(arguments: [
        (JobUniqueness.Span.started, true, true), (.finished, false, true),
        (.removed, false, false),
    ])
    func `a key is taken until its span is over`(
        span: JobUniqueness.Span, isFreeWhileRunning: Bool, isFreeWhenDone: Bool
    ) async throws {
        try await Shop.with { shop in
            let (queue, gate) = (shop.queue, AsyncStream.makeStream(of: Void.self))
            var roster = JobRoster()
            roster.add(Single.self) { _, _ in
                for await _ in gate.stream { break }
                return .done
            }
            let id = try #require(try await queue.enqueue(Single(span)))
            #expect(try await queue.enqueue(Single(span)) == nil)
            try await shop.working(roster) {
                try await shop.sees(id, .running)
                #expect((try await queue.enqueue(Single(span)) != nil) == isFreeWhileRunning)
                gate.continuation.finish()
                try await shop.sees(id, .done)
                try await shop.sees(
                    0, "SELECT count(*) FROM jobs WHERE state IN ('waiting', 'running')")
            }
            #expect((try await queue.enqueue(Single(span)) != nil) == isFreeWhenDone)
        }
    }

    @Test func `arguments beyond the bound are refused, those at the bound are not`() throws {
        let room = 20 - "{\"text\":\"\"}".utf8.count
        _ = try NewJob(Long(String(repeating: "x", count: room)))
        #expect(throws: JobError.argumentsTooLong(kind: "test.long", bytes: 21, bytesMax: 20)) {
            try NewJob(Long(String(repeating: "x", count: room + 1)))
        }
    }

    @Test(arguments: ["", String(repeating: "k", count: 301), "a\0b"])
    func `a key that cannot be stored is refused`(key: String) {
        #expect(throws: JobError.malformedKey(kind: "test.single")) {
            try NewJob(Single(.finished, key: key))
        }
    }

    @Test func `any text arrives as it was`() async throws {
        try await Shop.with { shop in
            let text = "\u{0}\u{7}\"\\é\u{202E}\u{1F600}"
            struct Echo: Job {
                static let kind = "test.echo"
                let arguments: JSONValue
            }
            let (seen, tell) = AsyncStream.makeStream(of: JSONValue.self)
            var roster = JobRoster()
            roster.add(Echo.self) { job, _ in
                tell.yield(job.arguments)
                return .done
            }
            try await shop.queue.enqueue(Echo(arguments: ["text": .string(text)]))
            try await shop.working(roster) {
                var iterator = seen.makeAsyncIterator()
                #expect(await iterator.next()?["text"]?.string == text)
            }
        }
    }
}
