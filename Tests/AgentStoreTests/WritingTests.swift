import AgentStore
import Bytes
import Catalog
import Causality
import JSON
import SQLite
import Sync
import Testing

struct WritingTests {
    @Test func `what was written is there after the next start`() async throws {
        try await Laptop.with { laptop in
            let record = try await laptop.add("Ada")
            let next = try await laptop.restarted()
            let shown = try await next.store.show("Ada", in: Catalog.client)
            #expect(shown == record)
            #expect(next.store.device == laptop.store.device)
            await next.store.close()
        }
    }

    @Test func `every start writes under a replica of its own, in the order of births`()
        async throws
    {
        try await Laptop.with { laptop in
            _ = try await laptop.add("Ada")
            _ = try await laptop.add("Ben")
            let idle = try await laptop.restarted()
            let next = try await idle.restarted()
            _ = try await next.add("Cid")
            let dots = try next.changes().map(\.dot)
            #expect(dots.map(\.counter) == [1, 2, 1])
            #expect(dots[0].replica == dots[1].replica)
            #expect(dots[1].replica != dots[2].replica)
            #expect(try next.number("SELECT count(*) FROM own_replicas") == 2)
            await next.store.close()
        }
    }

    @Test func `a refused form leaves nothing behind`() async throws {
        try await Laptop.with { laptop in
            let record = try await laptop.add("Ada")
            let before = try laptop.content()
            await #expect(throws: FieldErrors.self) {
                try await laptop.store.add(["kind": "x"], to: Catalog.client, at: 1)
            }
            await #expect(throws: FieldErrors.self) {
                try await laptop.edit(record, name: "")
            }
            #expect(try laptop.content() == before)
        }
    }

    @Test func `an edit that changes nothing is no change`() async throws {
        try await Laptop.with { laptop in
            let record = try await laptop.add("Ada")
            #expect(try await laptop.edit(record, name: "Ada") == record)
            #expect(try laptop.changes().count == 1)
        }
    }

    @Test func `a deleted record is not found any more, and deleting it again is refused`()
        async throws
    {
        try await Laptop.with { laptop in
            let record = try await laptop.add("Ada")
            let id = record.key.id.text
            _ = try await laptop.store.delete(id, in: Catalog.client, at: 2)
            let refusal = AgentStoreError.notFound(collection: "client", reference: id)
            await #expect(throws: refusal) {
                try await laptop.store.show(id, in: Catalog.client)
            }
            await #expect(throws: refusal) {
                try await laptop.store.delete(id, in: Catalog.client, at: 3)
            }
            await #expect(throws: refusal) { try await laptop.edit(record, name: "B") }
            #expect(try await laptop.store.list(Catalog.client, limit: 9).isEmpty)
        }
    }

    @Test func `a record is found by its id, its number and its whole name`() async throws {
        try await Laptop.with { laptop in
            let form: [String: JSONValue] = ["name": "Ada Ltd", "number": "C-1"]
            let record = try await laptop.store.add(form, to: Catalog.client, at: 1)
            for reference in [record.key.id.text, "C-1", "ada ltd"] {
                #expect(try await laptop.store.show(reference, in: Catalog.client) == record)
            }
            for reference in ["", "Ada", "C-1' OR 1=1 --", "%"] {
                await #expect(
                    throws: AgentStoreError.notFound(collection: "client", reference: reference)
                ) { try await laptop.store.show(reference, in: Catalog.client) }
            }
        }
    }

    @Test func `a name that two records share is not guessed at`() async throws {
        try await Laptop.with { laptop in
            let ids = [try await laptop.add("Ada"), try await laptop.add("Ada")].map(\.key.id.text)
            await #expect(throws: AgentStoreError.ambiguous(reference: "Ada", ids: ids)) {
                try await laptop.store.show("Ada", in: Catalog.client)
            }
        }
    }

    @Test func `a list is sorted, searched and cut as asked`() async throws {
        try await Laptop.with { laptop in
            for name in ["cid", "Ada", "ben", "Adam"] { _ = try await laptop.add(name) }
            let names = { (search: String, limit: Int) async throws in
                try await laptop.store.list(Catalog.client, matching: search, limit: limit)
                    .map { Catalog.client.json(of: $0)["name"]?.string }
            }
            #expect(try await names("", 9) == ["Ada", "Adam", "ben", "cid"])
            #expect(try await names("ADA", 9) == ["Ada", "Adam"])
            #expect(try await names("", 2) == ["Ada", "Adam"])
            #expect(try await names("ad b", 9) == [])
            #expect(try await names("%", 9).count == 4)
        }
    }

    @Test func `writers at the same time use every counter once`() async throws {
        try await Laptop.with { laptop in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<40 {
                    group.addTask { _ = try await laptop.add("Client \(number)") }
                }
                try await group.waitForAll()
            }
            let counters = try laptop.changes().map(\.dot.counter)
            #expect(counters == Array(1...40))
        }
    }

    @Test func `stamps rise though the machine's clock falls`() async throws {
        try await Laptop.with { laptop in
            for time: UInt64 in [5_000, 1, 5_000, 4_999] { _ = try await laptop.add("A", at: time) }
            let stamps = try laptop.changes().map(\.claimed)
            #expect(zip(stamps, stamps.dropFirst()).allSatisfy { $0 < $1 })
        }
    }
}
