import Bytes
import CommandLine
import Identity
import JSON
import ServerStore

/// `counterfoil-server admin book`.
struct AdminBooks: Sendable {
    let desk: AdminDesk

    var command: Command {
        Command("book", "The books", subcommands: [create, list, status, release, attach])
    }

    private var create: Command {
        Command(
            "create", "Make an empty book",
            options: [.value("owner", "EMAIL", "Whose it is")],
            arguments: [Argument("name", .one, "What it is called")],
            examples: [
                .init("counterfoil-server admin book create 'Baker & Sons'", "Begin a book."),
                .init(
                    "counterfoil-server admin book create Bakery --owner ann@example.com",
                    "Begin a book of Ann's."),
            ],
            exitCodes: [.validation, .notFound, .tryLater]
        ) { invocation, console in
            let name = invocation.argument("name")
            guard (1...200).contains(name.unicodeScalars.count) else {
                throw CommandFailure(.validation, "A book's name has 1 to 200 characters.")
            }
            let book =
                if let owner = invocation.value("owner") {
                    try await desk.withReception(invocation) { reception, _ in
                        try await reception.makeBook(
                            named: name,
                            ownedBy: try await desk.person(owner, at: reception).id, at: .now)
                    }
                } else {
                    try await desk.withPool(invocation) { pool in
                        try await ServerStore(pool: pool).createBook(named: name, at: .now)
                    }
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
            let books = try await desk.withPool(invocation) { pool in
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
}
