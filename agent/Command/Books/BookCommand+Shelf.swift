import AgentSocket
import CommandLine
import JSON

/// Which books there are: list, make, choose, rename.
extension BookCommand {
    /// A book by its name or id.
    static let reference = Argument("book", .one, "Its name or id")

    var list: Command {
        Command(
            "list", "List the books of this laptop, and what waits in each",
            options: [.flag("remote", "Also your books on the servers that are not here")],
            examples: [
                .init("counterfoil book list", "Which books are here?"),
                .init("counterfoil book list --remote", "Which could be fetched?"),
            ],
            exitCodes: [.networkNeeded, .tryLater]
        ) { invocation, console in
            var books = try await agent.ask(.get, ["books"])["books"]?.array ?? []
            if invocation.has("remote") {
                books += try await agent.ask(.get, ["remote-books"])["books"]?.array ?? []
            }
            if console.isJSON { return console.answer(["books": .array(books)]) }
            BookView.table(of: books, on: console)
        }
    }

    var create: Command {
        Command(
            "create", "Make a book on this laptop alone",
            discussion: """
                Works offline; 'counterfoil book attach' brings the book to a team's server later. \
                The book with which a laptop begins is taken while nothing is written in it.
                """,
            arguments: [Argument("name", .optional, "What it is called")],
            examples: [
                .init("counterfoil book create Bakery", "Make a book."),
                .init("counterfoil book create 'Side job' --json", "For a script."),
            ],
            exitCodes: [.validation, .conflict, .tryLater]
        ) { invocation, console in
            var form: [String: JSONValue] = [:]
            form["name"] = invocation.optionalArgument("name").map { .string($0) }
            let book = try await agent.ask(.post, ["books"], body: .object(form))
            if console.isJSON { return console.answer(book) }
            console.say("Made the book \(BookView.name(book), .bold) (\(BookView.id(book)))")
            BookView.tellWhatIsMeant(beside: book, on: console)
        }
    }

    var use: Command {
        Command(
            "use", "Choose the book that is meant where none is named",
            arguments: [Self.reference],
            examples: [.init("counterfoil book use Bakery", "From now on, the bakery's.")],
            exitCodes: [.notFound, .tryLater]
        ) { invocation, console in
            let book = try await agent.ask(
                .post, ["books", invocation.argument("book"), "use"], body: [:])
            if console.isJSON { return console.answer(book) }
            console.say("Where no book is named, \(BookView.name(book), .bold) is meant.")
        }
    }

    var rename: Command {
        Command(
            "rename", "Call a book otherwise on this laptop",
            arguments: [
                Self.reference, Argument("name", .one, "What to call it"),
            ],
            examples: [.init("counterfoil book rename Bakery 'Old bakery'", "Tell them apart.")],
            exitCodes: [.validation, .notFound, .conflict, .tryLater]
        ) { invocation, console in
            let book = try await agent.ask(
                .patch, ["books", invocation.argument("book")],
                body: ["name": .string(invocation.argument("name"))])
            if console.isJSON { return console.answer(book) }
            console.say("It is called \(BookView.name(book), .bold) now.")
        }
    }

    var attach: Command {
        Command(
            "attach", "Bring a book of this laptop's to a team's server",
            discussion: """
                The book keeps its id and everything that ever happened in it. A laptop that was \
                signed in there by its owner needs nothing else; any other one needs a code, which \
                'counterfoil-server admin book attach' makes.
                """,
            options: [
                .value("server", "URL", "Its address, where the laptop belongs to several or none"),
                .value("code", "CODE", "A one-time code for this book"),
                .value("name", "NAME", "What this laptop is called (default: the host's name)"),
            ],
            arguments: [Self.reference],
            examples: [
                .init("counterfoil book attach Choir", "To the server of the other book."),
                .init(
                    "counterfoil book attach Choir --server https://books.example.com "
                        + "--code K7QD-9MXA-3FHT", "With a code."),
            ],
            exitCodes: [.validation, .notFound, .conflict, .networkNeeded, .tryLater]
        ) { invocation, console in
            var form: [String: JSONValue] = [
                "device": .string(invocation.value("name") ?? LoginCommand.ownName)
            ]
            form["server"] = invocation.value("server").map { .string($0) }
            form["code"] = invocation.value("code").map { .string($0) }
            let book = try await agent.ask(
                .post, ["books", invocation.argument("book"), "attach"], body: .object(form))
            if console.isJSON { return console.answer(book) }
            let server = book["server"]?.string ?? ""
            console.say(
                book["state"] == "attached"
                    ? "\(BookView.name(book), .bold) is on \(server) now, with all its history."
                    : "\(BookView.name(book), .bold) goes up to \(server) as soon as it answers.")
        }
    }
}
