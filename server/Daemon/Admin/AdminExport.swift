import CommandLine
import ServerStore

/// `counterfoil-server admin export`.
struct AdminExport: Sendable {
    let desk: AdminDesk

    var command: Command {
        Command(
            "export", "Write a whole book out, a line of JSON for each record",
            discussion: """
                Conflicts are there with every value. A laptop that holds the same writes the \
                same bytes with 'counterfoil book export'.
                """,
            options: [AdminDesk.bookOption],
            examples: [
                .init("counterfoil-server admin export > book.jsonl", "Keep the only book.")
            ],
            exitCodes: [.validation, .notFound, .tryLater]
        ) { invocation, console in
            try await desk.withPool(invocation) { pool in
                let store = ServerStore(pool: pool)
                let book = try await desk.choose(invocation.value("book"), in: store)
                try await store.export(book) { console.pass(lines: $0) }
            }
        }
    }
}
