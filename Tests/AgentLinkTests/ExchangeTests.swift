import AgentLink
import AgentStore
import PostgreSQL
import ServerLink
import ServerStore
import TestOffice
import Testing

struct ExchangeTests {
    /// An office and two laptops of one book.
    private func withTwo(
        _ body: (RunningOffice, LinkedLaptop, LinkedLaptop) async throws -> Void
    ) async throws {
        try await RunningOffice.with { running in
            let book = try await running.office.book()
            try await LinkedLaptop.with(running, book) { ann in
                try await LinkedLaptop.with(running, book) { ben in
                    try await body(running, ann, ben)
                }
            }
        }
    }

    @Test func `what both wrote apart, both have after an exchange`() async throws {
        try await withTwo { _, ann, ben in
            try await ann.add("Ada")
            try await ben.add("Ben")
            #expect(try await ann.synchronizer.synchronize().sent == 1)
            #expect(try await ben.synchronizer.synchronize().sent == 1)
            #expect(try await ann.synchronizer.synchronize().sent == 0)
            #expect(try await ann.names() == ["Ada", "Ben"])
            #expect(try await ben.names() == ["Ada", "Ben"])
            #expect(try await ann.store.unsentCount() == 0)
            #expect(await ann.synchronizer.status.state == .upToDate)
            #expect(await ann.synchronizer.status.lastContact != nil)
        }
    }

    @Test func `what was written before the laptop joined goes along`() async throws {
        try await RunningOffice.with { running in
            let book = try await running.office.book()
            try await LinkedLaptop.with { laptop in
                try await laptop.add("Early")
                try await laptop.join(book, of: running)
                _ = try await laptop.synchronizer.synchronize()
                #expect(try await running.office.texts("SELECT name FROM clients") == ["Early"])
            }
        }
    }

    @Test func `who works on while the book stands still is told so, and reads it all the same`()
        async throws
    {
        try await withTwo { running, ann, ben in
            try await ben.add("Ben")
            _ = try await ben.synchronizer.synchronize()
            try await running.office.log.beginRecovery(
                of: try #require(try await ann.store.enrolment()).book,
                at: 1_763_700_000_000)
            try await ann.add("Ada")
            try await ann.synchronizer.start()
            for _ in 0..<2 {
                await #expect(throws: LinkError.standsStill) {
                    _ = try await ann.synchronizer.synchronize()
                }
                let state = await ann.synchronizer.status.state
                #expect(state == .offline(reason: "\(LinkError.standsStill)"))
            }
            try await eventually { try await ann.names() == ["Ada", "Ben"] }
            #expect(try await ann.store.unsentCount() == 1)
        }
    }

    @Test func `the lanes carry changes without anybody asking`() async throws {
        try await withTwo { running, ann, ben in
            try await ann.synchronizer.start()
            try await ben.synchronizer.start()
            try await ann.add("Ada")
            await ann.synchronizer.nudge()
            try await eventually { try await ben.names() == ["Ada"] }
            try await eventually { try await ann.store.unsentCount() == 0 }
            try await ben.add("Ben")
            await ben.synchronizer.nudge()
            try await eventually { try await ann.names() == ["Ada", "Ben"] }
            await ann.synchronizer.stop()
            await ben.synchronizer.stop()
            try await eventually { await running.watchers.count == 0 }
        }
    }

    @Test func `lanes that were started twice end when they are stopped`() async throws {
        try await withTwo { running, ann, _ in
            async let first: Void = ann.synchronizer.start()
            async let second: Void = ann.synchronizer.start()
            _ = try await (first, second)
            try await eventually { await running.watchers.count == 1 }
            await ann.synchronizer.stop()
            try await ann.add("Ada")
            await ann.synchronizer.nudge()
            #expect(try await ann.store.unsentCount() == 1)
        }
    }

    @Test func `a token that expired is asked for anew`() async throws {
        try await withTwo { running, ann, _ in
            try await ann.add("Ada")
            _ = try await ann.synchronizer.synchronize()
            running.pass(seconds: 3_601)
            try await ann.add("Ben")
            #expect(try await ann.synchronizer.synchronize().sent == 1)
        }
    }

    @Test func `more than one push and one page can hold goes in several`() async throws {
        try await withTwo { _, ann, ben in
            for number in 0..<1_010 { try await ann.add("Client \(number)") }
            #expect(try await ann.synchronizer.synchronize().sent == 1_010)
            #expect(try await ben.synchronizer.synchronize().sent == 0)
            #expect(try await ben.names().count == 1_010)
        }
    }

    @Test func `two exchanges at the same time send and take everything once`() async throws {
        try await withTwo { running, ann, ben in
            for number in 0..<20 { try await ann.add("Client \(number)") }
            async let first = ann.synchronizer.synchronize()
            async let second = ann.synchronizer.synchronize()
            _ = try await (first, second)
            _ = try await ben.synchronizer.synchronize()
            #expect(try await running.office.number("SELECT count(*) FROM log_entries") == 20)
            #expect(try await ben.names().count == 20)
        }
    }
}
