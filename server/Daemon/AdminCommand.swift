import Bytes
import CommandLine
import Identity
import JSON
import Machine
import PostgreSQL
import ServerStore
import Sync

/// `counterfoil-server admin`: books and laptops, for whoever has a shell on the server.
struct AdminCommand: Sendable {
    let setup: Setup

    var command: Command {
        Command(
            "admin", "Manage books and laptops",
            subcommands: [
                Command("book", "The books", subcommands: [create, list]),
                Command("device", "The laptops of a book", subcommands: [invite]),
            ])
    }

    private var create: Command {
        Command(
            "create", "Make an empty book",
            arguments: [Argument("name", .one, "What it is called")],
            examples: [
                .init("counterfoil-server admin book create 'Baker & Sons'", "Begin a book.")
            ],
            exitCodes: [.validation, .tryLater]
        ) { invocation, console in
            let name = invocation.argument("name")
            guard (1...200).contains(name.unicodeScalars.count) else {
                throw CommandFailure(.validation, "A book's name has 1 to 200 characters.")
            }
            let book = try await setup.withPool(invocation) { pool in
                try await ServerStore(pool: pool).createBook(named: name, at: .now)
            }
            if console.isJSON { return console.answer(["book": .string(book.text)]) }
            console.say("Made the book \(name): \(book.text)")
        }
    }

    private var list: Command {
        Command(
            "list", "List the books",
            examples: [.init("counterfoil-server admin book list --json", "For a script.")],
            exitCodes: [.tryLater]
        ) { invocation, console in
            let books = try await setup.withPool(invocation) { pool in
                try await ServerStore(pool: pool).books()
            }
            if console.isJSON {
                return console.answer(
                    .array(
                        books.map {
                            ["book": .string($0.book.text), "name": .string($0.name)]
                        }))
            }
            var table = Table([.text("BOOK", isFixed: true), .text("NAME")])
            for (book, name) in books { table.add(["\(book.text)", "\(name)"]) }
            console.show(table)
        }
    }

    private var invite: Command {
        Command(
            "invite", "Make a one-time code for one more laptop",
            discussion: """
                The code is good for fifteen minutes and for one laptop. On the laptop, type \
                'counterfoil login SERVER --code CODE'.
                """,
            options: [.value("book", "ID", "The book, when there are several")],
            examples: [.init("counterfoil-server admin device invite", "Make a code.")],
            exitCodes: [.notFound, .tryLater]
        ) { invocation, console in
            let (book, code) = try await setup.withPool(invocation) { pool in
                let book = try await choose(invocation.value("book"), in: ServerStore(pool: pool))
                return (book, try await Devices(pool: pool).invite(to: book, at: .now).text)
            }
            if console.isJSON {
                return console.answer(["book": .string(book.text), "code": .string(code)])
            }
            console.say("\(code, .bold)")
            console.note("Good for fifteen minutes and one laptop of the book \(book.text).")
        }
    }

    private func choose(_ reference: String?, in store: ServerStore) async throws -> BookID {
        let books = try await store.books()
        if let reference {
            guard
                let book = books.first(where: { $0.book.text == reference || $0.name == reference })
            else {
                throw CommandFailure(
                    .notFound,
                    "There is no book \(reference); 'counterfoil-server admin book list' shows "
                        + "which there are.")
            }
            return book.book
        }
        guard let book = books.first else {
            throw CommandFailure(
                .notFound, "There is no book yet: counterfoil-server admin book create NAME")
        }
        guard books.count == 1 else {
            throw CommandFailure(
                .validation, "There are \(books.count) books; name one with --book ID.")
        }
        return book.book
    }
}

extension Timestamp {
    /// The machine's present time.
    static var now: Timestamp { Timestamp(microseconds: SystemClock().unixMicroseconds()) }
}
