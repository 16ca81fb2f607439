import AgentStore
import Bytes
import Catalog
import JSON
import Sync
import Testing

/// Long texts are written so that the server can merge them.
struct TextTests {
    private static let note: UInt32 = 18

    private func edit(_ record: Record, _ note: String, on laptop: Laptop) async throws -> Record {
        try await laptop.store.edit(
            record.key.id.text, in: Catalog.client, by: ["note": .string(note)], at: 2_000)
    }

    private func text(_ record: Record) -> TextEdit? {
        record[Self.note].siblings.first.flatMap { TextEdit($0.value) }
    }

    @Test func `an edit tells of what text it was made`() async throws {
        try await Laptop.with { laptop in
            let client = try await laptop.add("Ada")
            let first = try await edit(client, "one\ntwo\n", on: laptop)
            #expect(text(first)?.base(using: CopyHash.function) == "")
            #expect(Catalog.client.json(of: first)["note"] == "one\ntwo\n")
            let found = "SELECT count(*) FROM clients WHERE note = 'one\ntwo\n'"
            #expect(try laptop.number(found) == 1)
        }
    }

    @Test func `what was written twice without a network is made of what the first was made of`()
        async throws
    {
        try await Laptop.with { laptop in
            let client = try await laptop.add("Ada")
            let first = try await edit(client, "one", on: laptop)
            let second = try await edit(first, "one\ntwo", on: laptop)
            #expect(text(second)?.text == "one\ntwo")
            #expect(text(second)?.base(using: CopyHash.function) == "")
        }
    }

    @Test func `the same text again writes nothing, and an empty one clears the field`()
        async throws
    {
        try await Laptop.with { laptop in
            let client = try await laptop.add("Ada")
            let first = try await edit(client, "one", on: laptop)
            let count = try laptop.changes().count
            _ = try await edit(first, "one", on: laptop)
            #expect(try laptop.changes().count == count)
            let cleared = try await laptop.store.edit(
                client.key.id.text, in: Catalog.client, by: ["note": nil], at: 3_000)
            #expect(Catalog.client.json(of: cleared)["note"] == nil)
        }
    }
}
