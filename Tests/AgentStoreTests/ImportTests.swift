import AgentStore
import Bytes
import Catalog
import JSON
import Machine
import Sync
import Testing

/// Another book's records are brought into one, all or none.
struct ImportTests {
    private func exported(_ laptop: Laptop) async throws -> [UInt8] {
        try await laptop.store.export().bytes(from: 0, countMax: 1 << 20)
    }

    private func names(_ laptop: Laptop) async throws -> [String?] {
        try await laptop.store.list(Catalog.client, limit: 100).map {
            Catalog.client.json(of: $0)["name"]?.string
        }
    }

    /// A laptop with two clients, one of them deleted, a contact of the other, and settings.
    private func fill(_ laptop: Laptop) async throws -> Record {
        let client = try await laptop.add("Ada")
        let gone = try await laptop.add("Gone")
        _ = try await laptop.store.delete(gone.key.id.text, in: Catalog.client, at: 2_000)
        _ = try await laptop.store.add(
            ["client": .string(client.key.id.text), "name": "Ben"], to: Catalog.contact, at: 2_000)
        return client
    }

    @Test func `what was written out is there under new ids, and points to what came along`()
        async throws
    {
        try await Laptop.with { old in
            let client = try await fill(old)
            let book = try ImportedBook(lines: try await exported(old))
            try await Laptop.with { new in
                _ = try await new.add("Zoe")
                let summary = try await new.store.take(book, isPreview: false, at: 9_000)
                #expect(summary.counts.map(\.collection) == ["client", "contact"])
                #expect(summary.deletedCount == 1 && summary.leftCount == 0)
                #expect(try await names(new) == ["Ada", "Zoe"])
                let ada = try await new.store.show("Ada", in: Catalog.client)
                #expect(ada.key != client.key)
                let contact = try #require(
                    try await new.store.list(Catalog.contact, limit: 10).first)
                #expect(
                    Catalog.contact.json(of: contact)["client"] == .string(ada.key.id.text))
            }
        }
    }

    @Test func `a preview brings nothing and tells the same`() async throws {
        try await Laptop.with { old in
            _ = try await fill(old)
            let book = try ImportedBook(lines: try await exported(old))
            try await Laptop.with { new in
                let preview = try await new.store.take(book, isPreview: true, at: 9_000)
                #expect(try await names(new) == [] && (try new.changes()).isEmpty)
                #expect(
                    try await new.store.take(book, isPreview: false, at: 9_000) == preview)
            }
        }
    }

    @Test func `another laptop's file is read beside what is written out`() async throws {
        try await Laptop.with { old in
            _ = try await fill(old)
            let written = try ImportedBook(lines: try await exported(old))
            await old.store.close()
            let filed = try ImportedBook(file: old.path)
            try await Laptop.with { new in
                let (one, other) = (
                    try await new.store.take(written, isPreview: true, at: 9_000),
                    try await new.store.take(filed, isPreview: true, at: 9_000)
                )
                #expect(one == other)
            }
        }
    }

    @Test func `one line that is wrong brings nothing`() async throws {
        try await Laptop.with { old in
            _ = try await fill(old)
            let lines = try await exported(old) + Array("{}\n".utf8)
            let count = lines.count { $0 == UInt8(ascii: "\n") }
            let error = try #require(throws: FieldErrors.self) { try ImportedBook(lines: lines) }
            #expect(error.errors.first?.path == "line \(count)")
            let twice = try await exported(old)
            #expect(throws: FieldErrors.self) { try ImportedBook(lines: twice + twice) }
        }
    }

    @Test func `settings come into a book that has none, and stay out of one that has`()
        async throws
    {
        let settings: [String: JSONValue] = ["name": "Nora Berg", "currency": "NOK"]
        try await Biller.with { old in
            _ = try await old.billing.editSettings(by: settings, at: 1_000)
            let lines = try await exported(old.laptop)
            let book = try ImportedBook(lines: lines)
            try await Laptop.with { new in
                #expect(try await new.store.take(book, isPreview: false, at: 9_000).hasSettings)
                let again = try await new.store.take(book, isPreview: false, at: 9_000)
                #expect(!again.hasSettings && again.leftCount == 1)
            }
        }
    }
}
