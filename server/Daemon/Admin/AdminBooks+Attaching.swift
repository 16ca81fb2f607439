import Bytes
import CommandLine
import Identity
import JSON
import Sync

/// `counterfoil-server admin book attach`.
extension AdminBooks {
    var attach: Command {
        Command(
            "attach", "Make a one-time code by which a laptop brings a book of its own",
            discussion: """
                The book keeps its id and all that ever happened in it. On the laptop, \
                'counterfoil book list' shows the id, and 'counterfoil book attach BOOK --server \
                ADDRESS --code CODE' brings the book. Laptops that were signed in by their owner \
                need no such code.
                """,
            options: [.value("owner", "EMAIL", "Whose it will be")],
            arguments: [
                Argument("id", .one, "The book's id"), Argument("name", .one, "What it is called"),
            ],
            examples: [
                .init(
                    "counterfoil-server admin book attach 0193f0aa-0000-7000-8000-000000000000 "
                        + "Choir --owner ann@example.com", "For Ann's choir.")
            ],
            exitCodes: [.validation, .notFound, .conflict, .tryLater]
        ) { invocation, console in
            guard let book = BookID(text: invocation.argument("id")) else {
                throw CommandFailure(
                    .validation, "That is no book's id; 'counterfoil book list' shows it.")
            }
            let name = invocation.argument("name")
            let code = try await desk.withReception(invocation) { reception, pool in
                var owner: PersonID?
                if let email = invocation.value("owner") {
                    owner = try await desk.person(email, at: reception).id
                }
                return try await Devices(pool: pool)
                    .invite(
                        bringing: book, called: name, by: owner, isOperators: true, at: .now
                    ).text
            }
            if console.isJSON {
                return console.answer(["book": .string(book.text), "code": .string(code)])
            }
            console.say("\(code, .bold)")
            console.note("Good for fifteen minutes and for the laptop that holds the book.")
        }
    }
}
