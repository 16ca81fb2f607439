import AgentStore
import Bytes
import Catalog
import Causality
import JSON
import SQLite
import Sync
import Testing

struct IngestTests {
    @Test func `entries of others are applied, and the cursor moves behind them`() async throws {
        try await Laptop.with { laptop in
            var ben = Colleague(2)
            let first = ben.write("Ada")
            let second = ben.write("Ada Ltd", over: [first.dot])
            try await laptop.store.ingest([.init(1, first.payload), .init(2, second.payload)])
            let record = try await laptop.store.show("Ada Ltd", in: Catalog.client)
            #expect(record[2].siblings.map(\.dot) == [second.dot])
            #expect(record[2].siblings.map(\.stamp) == [Stamp(milliseconds: 60)])
            #expect(try await laptop.store.cursor() == 2)
            #expect(try await laptop.store.unsentCount() == 0)
        }
    }

    @Test func `entries that come again change nothing`() async throws {
        try await Laptop.with { laptop in
            var ben = Colleague(2)
            let entries = [1, 2, 3].map { AgentStore.LogEntry($0, ben.write("Ada").payload) }
            try await laptop.store.ingest(entries)
            let before = try laptop.content()
            try await laptop.store.ingest(entries)
            try await laptop.store.ingest(Array(entries[1...]))
            try await laptop.store.ingest([])
            #expect(try laptop.content() == before)
        }
    }

    @Test func `an ingest that fails half-way leaves nothing, not even the cursor`() async throws {
        try await Laptop.with { laptop in
            var ben = Colleague(2)
            _ = try await laptop.add("Cid")
            let before = try laptop.content()
            let good = AgentStore.LogEntry(1, ben.write("Ada").payload)
            for bad in [
                AgentStore.LogEntry(3, ben.write("B").payload),
                .init(2, Colleague(3).change(2, "early").payload),
                .init(2, [1, 2, 3]), .init(2, []),
            ] {
                await #expect(throws: (any Error).self) {
                    try await laptop.store.ingest([good, bad])
                }
                #expect(try laptop.content() == before)
            }
        }
    }

    @Test func `a hole in the log, and one in a replica, are named`() async throws {
        try await Laptop.with { laptop in
            let early = Colleague(2).change(2, "B")
            await #expect(throws: AgentStoreError.logDoesNotFit(position: 2, expected: 1)) {
                try await laptop.store.ingest([.init(2, Colleague(2).change(1, "A").payload)])
            }
            await #expect(throws: AgentStoreError.outOfOrder(early.dot)) {
                try await laptop.store.ingest([.init(1, early.payload)])
            }
        }
    }

    @Test func `another change under a dot that stands here is not taken`() async throws {
        try await Laptop.with { laptop in
            _ = try await laptop.add("Mine")
            let mine = try Change(payload: try #require(try await laptop.payloads().first))
            let theirs = Change(
                dot: mine.dot, device: mine.device, claimed: Stamp(milliseconds: 9),
                schemaVersion: 1, writes: mine.writes)
            let before = try laptop.content()
            await #expect(throws: AgentStoreError.dotTaken(mine.dot)) {
                try await laptop.store.ingest([.init(1, theirs.payload)])
            }
            #expect(try laptop.content() == before)
        }
    }

    @Test func `a change that comes a second time, at another place, is noticed`() async throws {
        try await Laptop.with { laptop in
            var ben = Colleague(2)
            let payload = ben.write("Ada").payload
            try await laptop.store.ingest([.init(1, payload)])
            await #expect(throws: AgentStoreError.logDoesNotFit(position: 2, expected: 1)) {
                try await laptop.store.ingest([.init(2, payload)])
            }
        }
    }

    @Test func `a verdict gives a change its place and its stamp`() async throws {
        try await Laptop.with { laptop in
            let record = try await laptop.add("Ada", at: 9_000)
            let dot = try Change(payload: try #require(try await laptop.payloads().first)).dot
            #expect(try await laptop.store.unsentCount() == 1)
            let place = AgentStore.Place(
                dot: dot, position: 4, effective: Stamp(milliseconds: 7))
            try await laptop.store.accept([place])
            try await laptop.store.accept([place])
            #expect(try await laptop.store.unsentCount() == 0)
            let after = try await laptop.store.show(record.key.id.text, in: Catalog.client)
            #expect(after[2].siblings.map(\.stamp) == [Stamp(milliseconds: 7)])
            #expect(try await laptop.store.cursor() == 0)
        }
    }

    @Test func `verdicts of which one does not fit are all not taken`() async throws {
        try await Laptop.with { laptop in
            _ = try await laptop.add("Ada")
            _ = try await laptop.add("Ben")
            let dots = try await laptop.payloads().map { try Change(payload: $0).dot }
            await #expect(throws: SQLiteError.self) {
                try await laptop.store.accept(
                    dots.map { .init(dot: $0, position: 1, effective: Stamp(bits: 1)) })
            }
            #expect(try await laptop.store.unsentCount() == 2)
        }
    }

    @Test func `a verdict that never came is made good by the pull`() async throws {
        try await Laptop.with { laptop in
            let record = try await laptop.add("Ada", at: 9_000)
            let payload = try #require(try await laptop.payloads().first)
            try await laptop.store.ingest([.init(1, payload, milliseconds: 7)])
            #expect(try await laptop.store.unsentCount() == 0)
            let after = try await laptop.store.show(record.key.id.text, in: Catalog.client)
            #expect(after[2].siblings.map(\.stamp) == [Stamp(milliseconds: 7)])
            #expect(after[2].siblings.count == 1)
            #expect(try laptop.number("SELECT count(*) FROM changes") == 1)
        }
    }

    @Test func `the clock goes on after what others wrote, and falls back when told to`()
        async throws
    {
        try await Laptop.with { laptop in
            var ben = Colleague(2)
            try await laptop.store.ingest([.init(1, ben.write("A").payload, milliseconds: 90_000)])
            _ = try await laptop.add("B", at: 5)
            #expect(try await laptop.store.clock() > Stamp(milliseconds: 90_000))
            try await laptop.store.setBackClock(to: Stamp(milliseconds: 10))
            #expect(try await laptop.store.clock() == Stamp(milliseconds: 10))
            try await laptop.store.setBackClock(to: Stamp(milliseconds: 20))
            #expect(try await laptop.store.clock() == Stamp(milliseconds: 10))
        }
    }

    @Test func `a collection of a later version is kept and forwarded, and shown nowhere`()
        async throws
    {
        try await Laptop.with { laptop in
            var ben = Colleague(2)
            let key = RecordKey(collection: 999, id: RecordKey.client(3).id)
            try await laptop.store.ingest([.init(1, ben.write("?", to: key).payload)])
            #expect(
                try laptop.number("SELECT count(*) FROM records WHERE collection = 999") == 1)
            #expect(try laptop.number("SELECT count(*) FROM clients") == 0)
        }
    }
}
