import AgentStore
import Bytes
import Catalog
import Invoicing
import JSON
import SQLite
import Sync
import TestPostgreSQL
import Testing

/// After an upgrade a book shows, finds and asks what the release before did not know of.
struct ShownAnewTests {
    @Test(arguments: [Catalog.shownVersion - 1, Catalog.shownVersion + 1])
    func `what another release kept is shown, found and asked about as this one knows it`(
        version: UInt32
    ) async throws {
        try await Laptop.with { laptop in
            try await laptop.disagree()
            let before = try laptop.shown()
            #expect(before.contains("555-0100") && before.contains("duplicate"))
            await laptop.store.close()
            try laptop.forgetWhatIsShown(by: version)
            #expect(try laptop.shown() != before)
            let next = try await laptop.restarted()
            #expect(try next.shown() == before)
            #expect(try await next.store.conflicts(limit: 9, in: .utc).count == 1)
            #expect(try next.number("SELECT count(*) FROM search WHERE search MATCH 'cy'") == 1)
            await next.store.close()
        }
    }

    @Test func `a book of many records is shown anew as a whole`() async throws {
        try await TemporaryDirectory.with { folder in
            let path = "\(folder)/book.sqlite"
            let laptop = try await Newcomer(at: path)
            try await laptop.follow(Newcomer.office(clients: 1_200), countMax: 1_000)
            await laptop.close()
            let connection = try Connection.open(at: path)
            try connection.execute("UPDATE clients SET name = NULL")
            try connection.execute("UPDATE copy SET shown_version = 0")
            let next = try await Laptop(at: path)
            #expect(try next.number("SELECT count(*) FROM clients WHERE name IS NOT NULL") == 1_200)
            await next.store.close()
        }
    }

    @Test func `what is shown by this release is left as it is`() async throws {
        try await Laptop.with { laptop in
            try await laptop.disagree()
            await laptop.store.close()
            try laptop.forgetWhatIsShown(by: Catalog.shownVersion)
            let before = try laptop.shown()
            let next = try await laptop.restarted()
            #expect(try next.shown() == before)
            await next.store.close()
        }
    }

    @Test
    func `a record that the disk has damaged keeps no book shut, also where another names it`()
        async throws
    {
        try await Laptop.with { laptop in
            try await laptop.disagree()
            for client in try await laptop.store.list(Catalog.client, limit: 9) {
                _ = try await laptop.store.add(
                    ["client": .string(client.key.id.text), "name": "Al"], to: Catalog.contact,
                    at: 3_000)
            }
            await laptop.store.close()
            try laptop.forgetWhatIsShown(by: 0)
            try Connection.open(at: laptop.path).execute(
                "UPDATE record_states SET seen = x'ff' WHERE id = (SELECT min(id) FROM clients)")
            let next = try await laptop.restarted()
            #expect(try await next.store.list(Catalog.contact, limit: 9).count == 2)
            // What is shown stays what it was, until the record is mended.
            #expect(try next.number("SELECT shown_version FROM copy") == 0)
            await next.store.close()
        }
    }
}

extension Laptop {
    /// Two clients of one number, which a person is asked about.
    fileprivate func disagree() async throws {
        for client in ["Bo", "Cy"] {
            let record = try await add(client)
            _ = try await store.edit(
                record.key.id.text, in: Catalog.client,
                by: ["number": "C-1", "phone": "555-0100"], at: 2_000)
        }
    }

    /// All that is shown, found and asked.
    fileprivate func shown() throws -> String {
        let connection = try Connection.openForReading(at: path)
        return try ["clients", "index_keys", "conflicts", "searchable"].map { table in
            try connection.query("SELECT * FROM \(table)") { row in
                try (0..<row.columnCount).map { "\(try row.read($0, as: Cell.self))" }
                    .joined(separator: ",")
            }.sorted().joined(separator: "\n")
        }.joined(separator: "\n--\n")
    }

    /// As a release leaves a book that does not know telephones, words and questions.
    fileprivate func forgetWhatIsShown(by version: UInt32) throws {
        let connection = try Connection.open(at: path)
        try connection.execute("UPDATE clients SET phone = NULL, is_in_conflict = 1")
        try connection.execute("DELETE FROM index_keys")
        try connection.execute("UPDATE conflicts SET rule = 'number', bytes = x'00'")
        try connection.execute(
            """
            INSERT INTO search (search, rowid, words)
            SELECT 'delete', number, words FROM searchable
            """)
        try connection.execute("DELETE FROM searchable")
        try connection.execute("UPDATE copy SET shown_version = ?", version)
    }
}
