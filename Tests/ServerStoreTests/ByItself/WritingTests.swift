import Bytes
import Catalog
import Causality
import PostgreSQL
import ServerStore
import Sync
import TestOffice
import Testing

/// The server writes to books as one of those who do.
struct WritingTests {
    @Test func `what the server writes stands in the log like anybody's, with a receipt`()
        async throws
    {
        try await Office.with { office in
            let book = try await office.book()
            let desk = try office.log
            let written = try await desk.write(to: book, at: Office.milliseconds, named("Ada"))
            let change = try #require(written)
            #expect(change.device == BookOffice.device)
            #expect(change.author == nil)
            #expect(try await office.changes(of: book) == [change])
            #expect(try await office.number("SELECT count(*) FROM receipts") == 1)
            #expect(try await office.texts("SELECT name FROM clients") == ["Ada"])
        }
    }

    @Test func `an edit replaces what it was shown, and nothing is written for nothing`()
        async throws
    {
        try await Office.with { office in
            let book = try await office.book()
            var ann = try TestDevice()
            try await office.push([ann.change(name: "Ann's")], from: &ann, into: book)
            let desk = try office.log
            try await desk.write(to: book, at: Office.milliseconds, named("Ours"))
            #expect(try await office.texts("SELECT name FROM clients") == ["Ours"])
            #expect(
                try await office.number("SELECT count(*) FROM clients WHERE is_in_conflict") == 0)
            let nothing = try await desk.write(to: book, at: Office.milliseconds) { _, _, _ in [] }
            #expect(nothing == nil)
            #expect(try await office.changes(of: book).count == 2)
        }
    }

    @Test func `a process goes on counting, and another one writes as another replica`()
        async throws
    {
        try await Office.with { office in
            let book = try await office.book()
            let (one, other) = (try office.log, try office.log)
            var dots: [Dot] = []
            for desk in [one, other, one, other] {
                let change = try await desk.write(
                    to: book, at: Office.milliseconds, named("\(dots.count)"))
                dots.append(try #require(change).dot)
            }
            #expect(dots.map(\.counter) == [1, 1, 2, 2])
            #expect(dots[0].replica == dots[2].replica && dots[1].replica == dots[3].replica)
            #expect(dots[0].replica != dots[1].replica)
        }
    }

    @Test func `after its database was put back, a process never names two changes alike`()
        async throws
    {
        try await Office.with { office in
            let book = try await office.book()
            let desk = try office.log
            try await desk.write(to: book, at: Office.milliseconds, named("kept"))
            try await office.backUp()
            let written = try await desk.write(to: book, at: Office.milliseconds, named("lost"))
            let lost = try #require(written)
            try await office.restore()
            let again = try await desk.write(to: book, at: Office.milliseconds, named("anew"))
            let anew = try #require(again)
            #expect(lost.dot.counter == 2)
            #expect(anew.dot.replica != lost.dot.replica && anew.dot.counter == 1)
        }
    }

    @Test func `a write that fails is not there, and its name is never given again`()
        async throws
    {
        try await Office.with { office in
            let book = try await office.book()
            let desk = try office.log
            let written = try await desk.write(to: book, at: Office.milliseconds, named("first"))
            let first = try #require(written)
            try await office.pool.withConnection {
                try $0.run("ALTER TABLE clients ADD CONSTRAINT planted CHECK (name <> 'bad')")
            }
            await #expect(throws: PostgreSQLError.self) {
                try await desk.write(to: book, at: Office.milliseconds, named("bad"))
            }
            let again = try await desk.write(to: book, at: Office.milliseconds, named("good"))
            let good = try #require(again)
            #expect(good.dot.replica != first.dot.replica)
            #expect(try await office.changes(of: book) == [first, good])
        }
    }

    @Test func `many writes of many processes at once leave no gap and share no name`()
        async throws
    {
        try await Office.with { office in
            let book = try await office.book()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for process in 0..<3 {
                    let desk = try office.log
                    for number in 0..<8 {
                        group.addTask {
                            try await desk.write(
                                to: book, at: Office.milliseconds,
                                named("\(process) \(number)", .client(UInt8(number))))
                        }
                    }
                }
                try await group.waitForAll()
            }
            let changes = try await office.changes(of: book)
            #expect(Set(changes.map(\.dot)).count == 24 && changes.count == 24)
            #expect(Set(changes.map(\.dot.replica)).count == 3)
        }
    }

    @Test func `a book that stands still is not written to`() async throws {
        try await Office.with { office in
            let book = try await office.book()
            let desk = try office.log
            try await desk.beginRecovery(of: book, at: Office.milliseconds)
            await #expect(throws: ServerStoreError.standsStill(book)) {
                try await desk.write(to: book, at: Office.milliseconds, named("Ada"))
            }
            #expect(try await desk.release(book, isOwnersWish: true, at: Office.milliseconds))
            try await desk.write(to: book, at: Office.milliseconds, named("Ada"))
            #expect(try await office.texts("SELECT name FROM clients") == ["Ada"])
        }
    }
}
