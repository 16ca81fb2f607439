import Bytes
import CommandLine
import JSON
import PostgreSQL
import ServerStore
import Sync

/// `counterfoil-server admin restored`.
struct AdminRestored: Sendable {
    private static let pageBooks = 1_000

    let desk: AdminDesk

    var command: Command {
        Command(
            "restored", "Say that the database was restored from a backup",
            discussion: """
                Every book stands still until its laptops have brought back what the backup does \
                not hold, or a day is over; people read and work on their laptops meanwhile. \
                'admin book release' ends the waiting of a book. Whoever was shut out since comes \
                to be so again with the log; whoever joined since has to be invited again.
                """,
            options: [.value("book", "ID", "Only this book")],
            examples: [
                .init("counterfoil-server admin restored", "The whole database was restored.")
            ],
            exitCodes: [.notFound, .tryLater]
        ) { invocation, console in
            let books = try await desk.withOffice(invocation) { office, pool in
                let store = ServerStore(pool: pool)
                if let named = invocation.value("book") {
                    let book = try await desk.choose(named, in: store)
                    try await office.beginRecovery(of: book, at: .now)
                    return [book]
                }
                return try await begin(by: office, in: store)
            }
            if console.isJSON {
                return console.answer(["books": .array(books.map { .string($0.text) })])
            }
            let waiting = books.count == 1 ? "1 book waits for" : "\(books.count) books wait for"
            console.say("\(waiting) what laptops hold.")
            console.note("'counterfoil-server admin book status' tells for whom.")
        }
    }

    private func begin(by office: BookOffice, in store: ServerStore) async throws -> [BookID] {
        var books: [BookID] = []
        while true {
            let page = try await store.books(after: books.last, countMax: Self.pageBooks)
            for book in page { try await office.beginRecovery(of: book, at: .now) }
            books += page
            guard page.count == Self.pageBooks else { return books }
        }
    }
}
