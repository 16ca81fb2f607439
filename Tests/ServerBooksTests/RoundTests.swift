import Bytes
import Catalog
import Causality
import PostgreSQL
import ServerBooks
import ServerJobs
import ServerStore
import Sync
import TestOffice
import Testing

/// What the server does with all books, again and again.
struct RoundTests {
    private static let now = UInt64(TestOffice.Office.now.microseconds / 1_000)
    private static let day: UInt64 = 86_400_000

    @Test func `a recovery for which nobody is waited ends, and another after its hold`()
        async throws
    {
        try await Office.with { office in
            let (free, held) = (try await office.book(), try await office.book("Other"))
            let desk = try office.log
            let ann = try TestDevice()
            let caller = BookOffice.Caller(book: held, device: ann.id) { _ in
                BookOffice.Permit(isRevoked: false)
            }
            _ = try await desk.answer(
                Pull(points: [.start], waitSeconds: 0), from: caller, at: Self.now)
            for book in [free, held] { try await desk.beginRecovery(of: book, at: Self.now) }
            let released = { (milliseconds: UInt64) in
                try await RecoveryReleaser.release(
                    by: desk, in: office.store, at: milliseconds)
            }
            #expect(try await released(Self.now) == 1)
            #expect(try await office.store.recoveringBooks() == [held])
            #expect(try await released(Self.now + Self.day - 1) == 0)
            #expect(try await released(Self.now + Self.day) == 1)
            #expect(try await released(Self.now + Self.day) == 0)
        }
    }

    @Test func `every book is compacted, also beside one that stands still`() async throws {
        try await Office.with { office in
            let desk = try office.log
            var books: [BookID] = []
            for name in ["one", "two", "three"] {
                let book = try await office.book(name)
                try await desk.write(to: book, at: Self.now) { _, mint, _ in
                    let key = RecordKey(collection: 1, id: try mint())
                    return Sight(making: key, ownedBy: nil, in: Catalog.schema)
                        .creation([RegisterKey(2): .text(name)])
                }
                books.append(book)
            }
            let round = { (milliseconds: UInt64) in
                try await LogCompactor.compact(
                    by: desk, in: office.store, ageMilliseconds: 30 * Self.day,
                    at: milliseconds)
            }
            try await round(Self.now)
            try await desk.beginRecovery(of: books[1], at: Self.now)
            try await round(Self.now + 31 * Self.day)
            let compacted = try await office.texts(
                "SELECT compacted::text FROM book_heads JOIN books USING (book_id) ORDER BY name")
            #expect(compacted == ["1", "1", "0"])
        }
    }

    @Test func `each book that an earlier release showed is shown anew once`() async throws {
        try await Office.with { office in
            for name in ["one", "two"] { _ = try await office.book(name) }
            let desk = try office.log
            let show = { try await ShownAnew.show(by: desk, in: office.store) }
            #expect(try await show() == 0)
            try await office.pool.withConnection { connection in
                _ = try connection.execute("UPDATE book_heads SET shown_version = 0")
            }
            #expect(try await show() == 2)
            #expect(try await show() == 0)
        }
    }

    @Test func `the roster knows every kind of them once`() async throws {
        try await Office.with { office in
            var roster = JobRoster()
            roster.addBooks(of: try office.log, on: office.pool, backups: .seconds(86_400)) { 0 }
            #expect(
                roster.kinds == [
                    "books.ask-all-approvals", "books.ask-approvals", "books.close-replicas",
                    "books.compact-logs", "books.join-texts", "books.record-grants",
                    "books.release-recoveries", "books.show-anew",
                ])
        }
    }
}
