import Bytes
import CommandLine
import JSON
import PostgreSQL
import ServerStore
import Sync

/// `counterfoil-server admin book status` and `release`.
extension AdminBooks {
    private static let booksMax = 100_000

    var status: Command {
        Command(
            "status", "Show how books stand: their logs, their laptops, what they wait for",
            arguments: [Argument("book", .optional, "Its id or name; without it, every book")],
            examples: [
                .init("counterfoil-server admin book status", "See which books stand still."),
                .init(
                    "counterfoil-server admin book status 'Baker & Sons'",
                    "See for whom it waits."),
            ],
            exitCodes: [.notFound, .tryLater]
        ) { invocation, console in
            let named = invocation.optionalArgument("book")
            let forms = try await desk.withPool(invocation) { pool in
                let store = ServerStore(pool: pool)
                let books =
                    if let named {
                        [try await desk.choose(named, in: store)]
                    } else {
                        try await store.books(after: nil, countMax: Self.booksMax)
                    }
                var forms: [BookForm] = []
                for book in books {
                    let status = try await store.status(of: book, at: .now)
                    forms.append(
                        BookForm(status: status, alarms: try await store.alarms(of: book)))
                }
                return forms
            }
            if console.isJSON { return console.answer(.array(forms.map(\.json))) }
            if named != nil { return forms.forEach { $0.show(on: console) } }
            var table = Table(BookForm.columns)
            for form in forms { table.add(form.cells) }
            console.show(table)
        }
    }

    var release: Command {
        Command(
            "release", "End the waiting of a book that stands still",
            discussion: """
                The book goes on with what its laptops have brought back so far. Whoever brings \
                something later is still heard.
                """,
            arguments: [Argument("book", .one, "Its id or name")],
            examples: [
                .init(
                    "counterfoil-server admin book release 'Baker & Sons'",
                    "Wait for nobody any more.")
            ],
            exitCodes: [.notFound, .tryLater]
        ) { invocation, console in
            let (book, hasEnded) = try await desk.withOffice(invocation) { office, pool in
                let book = try await desk.choose(
                    invocation.argument("book"), in: ServerStore(pool: pool))
                let hasEnded = try await office.release(book, isOwnersWish: true, at: .now)
                return (book, hasEnded)
            }
            if console.isJSON {
                return console.answer(["book": .string(book.text), "released": .bool(hasEnded)])
            }
            console.say(
                hasEnded
                    ? "The book \(book.text) goes on."
                    : "The book \(book.text) did not stand still.")
        }
    }
}

extension UInt64 {
    /// The machine's present time in milliseconds.
    static var now: UInt64 { UInt64(clamping: Timestamp.now.microseconds / 1_000) }
}
