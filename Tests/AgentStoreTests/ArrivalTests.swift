import AgentStore
import Bytes
import Catalog
import Causality
import Glibc
import SQLite
import Sync
import TestPostgreSQL
import Testing

/// A snapshot is put together on the disk, beside the book, and takes its place at once.
struct ArrivalTests {
    private static let now: UInt64 = 1_763_700_000_000

    /// A laptop on a directory of the test's own, and an office with so many clients.
    private static func with(
        clients count: Int = 10, _ body: (Newcomer, BookLog) async throws -> Void
    ) async throws {
        try await TemporaryDirectory.with { folder in
            let laptop = try await Newcomer(at: "\(folder)/book.sqlite")
            try await body(laptop, Newcomer.office(clients: count))
            await laptop.close()
        }
    }

    @Test func `a snapshot shows what the office holds, and is found by its words`() async throws {
        try await Self.with { laptop, office in
            #expect(try await laptop.fetch(from: office) == .swapped)
            try await laptop.expect(office)
            #expect(try await laptop.found("name") == 10)
            #expect(try await laptop.wordPartsCount() == 1)
            #expect(access(laptop.path + ".arriving", F_OK) != 0)
        }
    }

    @Test func `words are put in order after much was loaded, and not after a little`()
        async throws
    {
        try await Self.with(clients: 1_200) { laptop, office in
            try await laptop.follow(office, countMax: 100)
            #expect(try await laptop.wordPartsCount() == 1)
            try await laptop.name("name of one's own")
            #expect(try await laptop.wordPartsCount() == 2)
            #expect(try await laptop.found("name") == 1_201)
        }
    }

    @Test func `a snapshot that was interrupted goes on where it stopped`() async throws {
        try await Self.with { laptop, office in
            #expect(try await laptop.fetch(from: office, partsMax: 3) == .next(after: .numbered(6)))
            // Nothing of it is seen before all of it is there.
            #expect(try await laptop.found("name") == 0)
            let again = try await laptop.restarted()
            let begun = try await again.desk.resumeSnapshot()
            #expect(begun == .next(after: .numbered(6)))
            #expect(try await again.fetch(from: office, goingOn: begun) == .swapped)
            try await again.expect(office)
            await again.close()
        }
    }

    @Test func `a snapshot that was begun by another release is shown as this one knows it`()
        async throws
    {
        try await Self.with { laptop, office in
            #expect(try await laptop.fetch(from: office, partsMax: 3) == .next(after: .numbered(6)))
            let again = try await laptop.restarted()
            let arriving = try Connection.open(at: laptop.path + ".arriving")
            try arriving.execute("UPDATE clients SET name = NULL")
            try arriving.execute("UPDATE copy SET shown_version = 0")
            let begun = try await again.desk.resumeSnapshot()
            #expect(try await again.fetch(from: office, goingOn: begun) == .swapped)
            try await again.expect(office)
            let shown = try Connection.openForReading(at: laptop.path)
                .scalar("SELECT count(*) FROM clients WHERE name IS NOT NULL", as: Int.self)
            #expect(shown == 10)
            await again.close()
        }
    }

    @Test func `a snapshot that lacked only its place takes it after an interruption`()
        async throws
    {
        try await Self.with { laptop, office in
            // The head, four chunks and not the tail.
            #expect(try await laptop.fetch(from: office, partsMax: 5) == .collected)
            let again = try await laptop.restarted()
            let begun = try await again.desk.resumeSnapshot()
            #expect(begun == .collected)
            #expect(try await again.fetch(from: office, goingOn: begun) == .swapped)
            try await again.expect(office)
            await again.close()
        }
    }

    @Test func `a snapshot at the end of a log that backups hold waits for its last word`()
        async throws
    {
        try await Self.with { laptop, office in
            var office = office
            office.declareDurable(10, ageMillisecondsMin: 0, milliseconds: Self.now)
            office.compact(through: office.durable)
            // The head and all four chunks: the log has nothing that comes after them.
            #expect(try await laptop.fetch(from: office, partsMax: 5) == .collected)
            #expect(try await laptop.found("name") == 0)
            #expect(try await laptop.fetch(from: office, goingOn: .collected) == .swapped)
            try await laptop.expect(office)
        }
    }

    @Test func `a snapshot with which nobody gets any further is given up`() async throws {
        try await Self.with { laptop, office in
            _ = try await laptop.fetch(from: office, partsMax: 2)
            for _ in 1...3 { #expect(try await laptop.desk.resumeSnapshot() != nil) }
            #expect(try await laptop.desk.resumeSnapshot() == nil)
            #expect(access(laptop.path + ".arriving", F_OK) != 0)
        }
    }

    @Test func `parts that do not fit leave nothing behind, and the book as it was`() async throws {
        try await Self.with { laptop, office in
            try await laptop.name("mine")
            _ = try await laptop.fetch(from: office, partsMax: 2)
            let wrong = office.snapshotChunk(after: .numbered(6), countMax: 3)
            #expect(try await laptop.desk.stage(.chunk(wrong), at: Self.now) == .torn)
            #expect(try await laptop.desk.resumeSnapshot() == nil)
            #expect(access(laptop.path + ".arriving", F_OK) != 0)
            #expect(try await laptop.found("mine") == 1)
        }
    }

    @Test func `a log of which nothing proves what it says leaves nothing behind`() async throws {
        try await Self.with { laptop, office in
            _ = try await laptop.fetch(from: office, partsMax: 5)
            let page = office.page(after: 0, countMax: 100)
            let forged = Page(
                standing: .goOn, items: page.items, end: page.end, head: page.head, receipts: [])
            #expect(try await laptop.desk.stage(.tail(forged), at: Self.now) == .torn)
            #expect(try await laptop.desk.resumeSnapshot() == nil)
        }
    }

    @Test func `a full disk leaves the book as it was, and what came is gone on with`()
        async throws
    {
        try await TemporaryDirectory.with { folder in
            let office = Newcomer.office(clients: 2_000)
            let laptop = try await Newcomer(at: "\(folder)/book.sqlite", pagesMax: 180)
            try await laptop.name("mine")
            let error = await #expect(throws: SQLiteError.self) {
                try await laptop.fetch(from: office, countMax: 100)
            }
            #expect(error?.isDiskFull == true)
            #expect(try await laptop.found("mine") == 1)
            // There is room again.
            let again = try await laptop.restarted()
            let begun = try await again.desk.resumeSnapshot()
            guard case .next(let key?) = begun else {
                Issue.record("nothing had come")
                return
            }
            #expect(key > .numbered(1))
            let done = try await again.fetch(from: office, goingOn: begun, countMax: 100)
            #expect(done == .swapped)
            try await again.expect(office)
            #expect(try await again.found("mine") == 1)
            await again.close()
            await laptop.close()
        }
    }

    @Test func `what was written while a snapshot came stands over it`() async throws {
        try await Self.with { laptop, office in
            _ = try await laptop.fetch(from: office, partsMax: 3)
            try await laptop.name("mine")
            let begun = try await laptop.desk.resumeSnapshot()
            #expect(try await laptop.fetch(from: office, goingOn: begun) == .swapped)
            #expect(try await laptop.found("mine") == 1)
            #expect(try await laptop.found("name") == 10)
            #expect(try await laptop.desk.progress(at: Self.now).unsentCount == 1)
        }
    }

    @Test func `what a laptop knows of the time before a snapshot stays, each change once`()
        async throws
    {
        try await Self.with(clients: 1_100) { laptop, office in
            try await laptop.follow(office, countMax: 500)
            #expect(try await laptop.places(of: .numbered(900)) == [900])
            let restored = Newcomer.office(clients: 600)
            for _ in 1...2 {
                #expect(try await laptop.fetch(from: restored, countMax: 500) == .swapped)
                for number in [7, 900] {
                    let places = try await laptop.places(of: .numbered(number))
                    #expect(places.count == 1 && places.allSatisfy { $0 < 0 })
                }
            }
            // The log comes to tell of it once more.
            try await laptop.follow(office, after: 600, countMax: 500)
            #expect(try await laptop.places(of: .numbered(900)) == [900])
            #expect(try await laptop.places(of: .numbered(7)).count == 1)
        }
    }

    @Test func `a snapshot takes the place of an older base, and of all that showed it`()
        async throws
    {
        try await Self.with { laptop, office in
            _ = try await laptop.fetch(from: office)
            let later = Newcomer.office(clients: 4, named: "other")
            #expect(try await laptop.fetch(from: later) == .swapped)
            try await laptop.expect(later)
            #expect(try await laptop.found("name") == 0)
            #expect(try await laptop.found("other") == 4)
        }
    }
}
