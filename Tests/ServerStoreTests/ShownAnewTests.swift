import Bytes
import Catalog
import Causality
import PostgreSQL
import ServerStore
import Sync
import TestOffice
import Testing

/// After an upgrade the office shows what the release before did not know of.
struct ShownAnewTests {
    private static let version = Int64(Catalog.schemaVersion)
    private static let clients: Query = """
        SELECT name || is_in_conflict::text FROM clients ORDER BY name
        """
    private static let numbers: Query = "SELECT number FROM documents"

    @Test func `what an earlier release wrote is shown anew`() async throws {
        try await Office.with { office in
            let (book, other) = (try await office.book(), try await office.book("Other"))
            var (ann, ben) = (try TestDevice(), try TestDevice())
            let clients = [1, 2].map { ann.change(name: "Ada \($0)", record: .client($0)) }
            try await office.push(clients, from: &ann, into: book)
            try await office.push([ben.document("2026-A-1", at: 5)], from: &ben, into: book)
            try await office.run("UPDATE clients SET name = NULL, is_in_conflict = true")
            try await office.run("UPDATE documents SET number = NULL")
            try await office.run(
                "UPDATE book_heads SET shown_version = \(Self.version - 1) WHERE book_id = \(book)")
            let waiting = { try await office.store.booksShownAsBefore(after: $0, countMax: 9) }
            #expect(try await waiting(nil) == [book])
            #expect(try await waiting(book) == [])
            for book in [book, other] { try await office.store.showAnew(book) }
            #expect(try await office.texts(Self.clients) == ["Ada 1false", "Ada 2false"])
            #expect(try await office.texts(Self.numbers) == ["2026-A-1"])
            #expect(try await waiting(nil) == [])
        }
    }

    @Test func `what an earlier release writes beside a newer one is marked for that`()
        async throws
    {
        try await Office.with { office in
            let book = try await office.book()
            var ann = try TestDevice()
            let shown: Query = "SELECT shown_version FROM book_heads"
            try await office.run("UPDATE book_heads SET shown_version = \(Self.version + 1)")
            #expect(try await office.number(shown) == Self.version + 1)
            let change = ann.change(name: "Ada")
            try await office.push([change], from: &ann, into: book)
            #expect(try await office.number(shown) == Self.version)
        }
    }
}

extension Office {
    fileprivate func run(_ query: Query) async throws {
        _ = try await pool.withConnection { connection in try connection.execute(query) }
    }
}
