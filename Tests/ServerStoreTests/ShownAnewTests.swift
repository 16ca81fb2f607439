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
    private static let version = Int64(Catalog.shownVersion)
    private static let clients: Query = """
        SELECT name || is_in_conflict::text FROM clients ORDER BY name
        """
    private static var twoAtOnce: BookOffice.Limits {
        var limits = BookOffice.Limits()
        limits.chunkRecords = 2
        return limits
    }
    private static let numbers: Query = "SELECT number FROM documents"

    @Test func `what an earlier release wrote is shown anew, some records at a time`() async throws
    {
        try await Office.with { office in
            let (book, other) = (try await office.book(), try await office.book("Other"))
            var (ann, ben) = (try TestDevice(), try TestDevice())
            let clients = (1...5).map { ann.change(name: "Ada \($0)", record: .client($0)) }
            try await office.push(clients, from: &ann, into: book)
            try await office.push([ben.document("2026-A-1", at: 5)], from: &ben, into: book)
            try await office.forgetWhatIsShown(of: book)
            let waiting = { try await office.store.booksShownAsBefore(after: $0, countMax: 9) }
            #expect(try await waiting(nil) == [book])
            #expect(try await waiting(book) == [])
            let desk = try office.log(Self.twoAtOnce)
            for book in [book, other] { try await Self.showAnew(book, by: desk) }
            #expect(try await office.texts(Self.clients) == (1...5).map { "Ada \($0)false" })
            #expect(try await office.texts(Self.numbers) == ["2026-A-1"])
            #expect(try await waiting(nil) == [])
        }
    }

    private static func showAnew(
        _ book: BookID, after first: RecordKey? = nil, by desk: BookOffice
    ) async throws {
        var last = first
        repeat { last = try await desk.showAnew(book, after: last) } while last != nil
    }

    @Test func `what was cut off, or written to meanwhile by an earlier release, is done again`()
        async throws
    {
        try await Office.with { office in
            let book = try await office.book()
            var ann = try TestDevice()
            let clients = (1...5).map { ann.change(name: "Ada \($0)", record: .client($0)) }
            try await office.push(clients, from: &ann, into: book)
            try await office.forgetWhatIsShown(of: book)
            let waiting = { try await office.store.booksShownAsBefore(after: nil, countMax: 9) }
            let desk = try office.log(Self.twoAtOnce)
            #expect(try await desk.showAnew(book, after: nil) == .client(2))
            #expect(try await waiting() == [book])
            // As an earlier release does with each change.
            try await office.run("UPDATE book_heads SET shown_version = \(Self.version - 1)")
            try await Self.showAnew(book, after: .client(2), by: desk)
            #expect(try await waiting() == [book])
            try await Self.showAnew(book, by: desk)
            #expect(try await waiting() == [])
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
    /// As an earlier release leaves a book.
    fileprivate func forgetWhatIsShown(of book: BookID) async throws {
        try await run("UPDATE clients SET name = NULL, is_in_conflict = true")
        try await run("UPDATE documents SET number = NULL")
        let version = Int64(Catalog.shownVersion) - 1
        try await run("UPDATE book_heads SET shown_version = \(version) WHERE book_id = \(book)")
    }

    fileprivate func run(_ query: Query) async throws {
        _ = try await pool.withConnection { connection in try connection.execute(query) }
    }
}
