import AgentBooks
import AgentStore
import Bytes
import JSON
import Machine
import SQLite
import Sync
import TestOffice
import Testing

struct BookshelfTests {
    @Test func `a laptop begins with one book, and that is meant`() async throws {
        try await Shelf.with { shelf in
            let book = try await shelf.books.book(nil)
            try await book.add("Ada")
            #expect(try await shelf.books.book("MAIN").id == book.id)
            #expect(try await shelf.books.book(book.id.text).id == book.id)
        }
    }

    @Test func `the first book is taken while nothing is written in it`() async throws {
        try await Shelf.with { shelf in
            let bakery = try await shelf.books.create(called: "Bakery")
            #expect(bakery.file == shelf.books.first.file)
            #expect(await shelf.names() == ["Bakery"])
            _ = try await shelf.books.create(called: "Choir")
            #expect(await shelf.names() == ["Bakery", "Choir"])
        }
    }

    @Test func `books keep what is theirs, are of one device, and are there after a start`()
        async throws
    {
        try await Shelf.with { shelf in
            let bakery = try await shelf.books.create(called: "Bakery")
            let choir = try await shelf.books.create(called: "Choir")
            try await bakery.add("Ada")
            try await choir.add("Ben")
            let next = try await shelf.restarted()
            let (first, second) = (
                try await next.books.book("bakery"), try await next.books.book("choir")
            )
            #expect(try await first.clients() == ["Ada"])
            #expect(try await second.clients() == ["Ben"])
            #expect(first.store.device == second.store.device)
            #expect(first.id == bakery.id && second.id == choir.id && first.id != second.id)
            await next.end()
        }
    }

    @Test func `of several books the first is meant until another is chosen`() async throws {
        try await Shelf.with { shelf in
            let bakery = try await shelf.books.create(called: "Bakery")
            let choir = try await shelf.books.create(called: "Choir")
            let known = ["Bakery", "Choir"]
            #expect(try await shelf.books.book(nil).id == bakery.id)
            #expect(await shelf.books.isMeant(bakery))
            #expect(await !shelf.books.isMeant(choir))
            #expect(await shelf.books.nameOfMeant == "Bakery")
            await #expect(throws: BookshelfError.noSuchBook("Shop", known: known)) {
                try await shelf.books.book("Shop")
            }
            try await shelf.books.choose(choir)
            #expect(try await shelf.books.book(nil).id == choir.id)
            let next = try await shelf.restarted()
            #expect(try await next.books.book(nil).id == choir.id)
            await next.end()
        }
    }

    @Test func `no two books are called alike`() async throws {
        try await Shelf.with { shelf in
            let bakery = try await shelf.books.create(called: "Bakery")
            await #expect(throws: BookshelfError.nameTaken("BAKERY")) {
                try await shelf.books.create(called: "BAKERY")
            }
            let choir = try await shelf.books.create(called: nil)
            #expect(await shelf.names() == ["Bakery", "Book 2"])
            await #expect(throws: BookshelfError.nameTaken("bakery")) {
                try await shelf.books.rename(choir, to: "bakery")
            }
            try await shelf.books.rename(bakery, to: "Shop")
            try await shelf.books.rename(choir, to: "Bakery")
            #expect(await shelf.names() == ["Shop", "Bakery"])
        }
    }

    @Test(arguments: ["", "a\u{1B}[2J", "0193f0aa-0000-7000-8000-000000000000"])
    func `a name that cannot be shown or means something else is refused`(
        name: String
    ) async throws {
        try await Shelf.with { shelf in
            await #expect(throws: BookshelfError.nameRefused) {
                try await shelf.books.create(called: name)
            }
        }
    }

    @Test func `two who make a book of one name at once make one`() async throws {
        try await Shelf.with { shelf in
            try await shelf.books.first.add("Ada")
            let shelved = shelf.books
            async let one = Result { try await shelved.create(called: "Bakery") }
            async let other = Result { try await shelved.create(called: "Bakery") }
            let made = await [one, other].compactMap { try? $0.get() }
            #expect(made.count == 1)
            #expect(await shelf.names() == ["main", "Bakery"])
        }
    }

    @Test func `a book that cannot be opened keeps no other one shut`() async throws {
        try await Shelf.with { shelf in
            let bakery = try await shelf.books.create(called: "Bakery")
            let choir = try await shelf.books.create(called: "Choir")
            try await bakery.add("Ada")
            await shelf.end()
            let path = "\(shelf.directory)/books/\(choir.file).sqlite"
            try Connection.open(at: path).execute(
                "INSERT INTO schema_migrations VALUES (9999, 'v9999-later.sql', '')")
            let next = try await shelf.restarted()
            #expect(try await next.books.book(nil).clients() == ["Ada"])
            let shut = try #require(await next.books.shut.first)
            #expect(shut.file == choir.file)
            await #expect(throws: BookshelfError.shut(why: shut.why)) {
                try await next.books.book(choir.file)
            }
            // Had it been chosen, nobody would write into another one without knowing.
            try await next.books.choose(try await next.books.book(nil))
            await next.end()
            try AtomicFile.write(
                Array("\(choir.file)\n".utf8), to: "\(shelf.directory)/book.chosen")
            let later = try await shelf.restarted()
            await #expect(throws: BookshelfError.shut(why: shut.why)) {
                try await later.books.book(nil)
            }
            await later.end()
        }
    }
}
