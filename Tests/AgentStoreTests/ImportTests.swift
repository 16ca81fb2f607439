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
                #expect(again.presentCount == 1)
            }
        }
    }

    @Test func `a file that is brought again brings nothing`() async throws {
        try await Laptop.with { old in
            _ = try await fill(old)
            let book = try ImportedBook(lines: try await exported(old))
            try await Laptop.with { new in
                _ = try await new.store.take(book, isPreview: false, at: 9_000)
                let (before, count) = (try await exported(new), try new.changes().count)
                for isPreview in [true, false] {
                    let again = try await new.store.take(book, isPreview: isPreview, at: 10_000)
                    #expect(again.counts.isEmpty && again.presentCount == 2)
                    #expect(again.differing.isEmpty && again.leftCount == 0)
                }
                #expect(try await exported(new) == before)
                #expect(try new.changes().count == count)
            }
        }
    }

    @Test func `a later file of the same book brings what is new, and tells what differs`()
        async throws
    {
        try await Laptop.with { old in
            let client = try await fill(old)
            let first = try ImportedBook(lines: try await exported(old))
            _ = try await old.edit(client, name: "Ada Ltd")
            _ = try await old.store.add(
                ["client": .string(client.key.id.text), "name": "Cleo"], to: Catalog.contact,
                at: 3_000)
            let later = try ImportedBook(lines: try await exported(old))
            try await Laptop.with { new in
                _ = try await new.store.take(first, isPreview: false, at: 9_000)
                let summary = try await new.store.take(later, isPreview: false, at: 10_000)
                #expect(summary.counts.map(\.collection) == ["contact"])
                #expect(summary.counts.map(\.count) == [1])
                let ada = try await new.store.show("Ada", in: Catalog.client)
                #expect(summary.presentCount == 2 && summary.differing == [ada.key])
                let contacts = try await new.store.list(Catalog.contact, limit: 10)
                #expect(contacts.count == 2)
                for contact in contacts {
                    let named = Catalog.contact.json(of: contact)["client"]
                    #expect(named == .string(ada.key.id.text))
                }
            }
        }
    }

    @Test func `an export of the book itself brings only what the book never had`() async throws {
        try await Laptop.with { laptop in
            let client = try await fill(laptop)
            let own = try await exported(laptop)
            let again = try await laptop.store.take(
                try ImportedBook(lines: own), isPreview: false, at: 9_000)
            #expect(again.counts.isEmpty && again.presentCount == 2)
            #expect(try await exported(laptop) == own)
            let strange = "0193f0aa-0000-7000-8000-000000000001"
            let lines = String(decoding: own, as: UTF8.self).split(separator: "\n")
            let contact = try #require(lines.first { $0.contains("\"contact\"") })
            let id = try #require(
                try await laptop.store.list(Catalog.contact, limit: 1).first?.key.id.text)
            let other = try ImportedBook(
                lines: own + Array(contact.replacing(id, with: strange).utf8))
            let summary = try await laptop.store.take(other, isPreview: false, at: 9_000)
            #expect(summary.counts.map(\.count) == [1] && summary.presentCount == 2)
            for contact in try await laptop.store.list(Catalog.contact, limit: 10) {
                let named = Catalog.contact.json(of: contact)["client"]
                #expect(named == .string(client.key.id.text))
            }
        }
    }

    @Test func `what was deleted after it was brought stays deleted, and what belonged to it away`()
        async throws
    {
        try await Laptop.with { old in
            let client = try await fill(old)
            let first = try ImportedBook(lines: try await exported(old))
            _ = try await old.store.add(
                ["client": .string(client.key.id.text), "name": "Cleo"], to: Catalog.contact,
                at: 3_000)
            let later = try ImportedBook(lines: try await exported(old))
            try await Laptop.with { new in
                _ = try await new.store.take(first, isPreview: false, at: 9_000)
                _ = try await new.store.delete("Ada", in: Catalog.client, at: 10_000)
                let summary = try await new.store.take(later, isPreview: false, at: 11_000)
                #expect(summary.counts.isEmpty && summary.orphanCount == 1)
                #expect(summary.presentCount == 2)
                #expect(try await names(new) == [])
            }
        }
    }

    @Test func `a book in several files comes together again, and what comes too early stays away`()
        async throws
    {
        try await Laptop.with { old in
            _ = try await fill(old)
            let lines = try await exported(old).split(separator: UInt8(ascii: "\n"))
            let parts = try lines.map { try ImportedBook(lines: Array($0)) }
            try await Laptop.with { new in
                let early = try await new.store.take(parts[2], isPreview: false, at: 8_000)
                #expect(early.counts.isEmpty && early.orphanCount == 1)
                for part in parts {
                    _ = try await new.store.take(part, isPreview: false, at: 9_000)
                }
                let ada = try await new.store.show("Ada", in: Catalog.client)
                let contacts = try await new.store.list(Catalog.contact, limit: 10)
                #expect(
                    contacts.map { Catalog.contact.json(of: $0)["client"] }
                        == [.string(ada.key.id.text)])
                let whole = try ImportedBook(lines: try await exported(old))
                let again = try await new.store.take(whole, isPreview: false, at: 9_000)
                #expect(again.counts.isEmpty && again.differing.isEmpty)
            }
        }
    }

    @Test func `two laptops that bring one file make the same records`() async throws {
        try await Laptop.with { old in
            _ = try await fill(old)
            let book = try ImportedBook(lines: try await exported(old))
            var ids: Set<[RecordKey]> = []
            for _ in 0..<2 {
                try await Laptop.with { new in
                    _ = try await new.store.take(book, isPreview: false, at: 9_000)
                    let clients = try await new.store.list(Catalog.client, limit: 10)
                    let contacts = try await new.store.list(Catalog.contact, limit: 10)
                    ids.insert((clients + contacts).map(\.key))
                }
            }
            #expect(ids.count == 1)
        }
    }
}
