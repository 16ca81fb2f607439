import AgentSocket
import Catalog
import CommandLine
import HTTP
import JSON
import Machine

/// `counterfoil book`: the books of this laptop.
struct BookCommand: Sendable {
    let agent: RunningAgent

    var command: Command {
        Command(
            "book", "The books of this laptop",
            discussion: """
                Each book lies in a file of its own, with a server or without. Every command takes \
                --book BOOK, or COUNTERFOIL_BOOK from the environment; without either it means the \
                book that 'book use' has chosen, and until then the laptop's first.
                """,
            subcommands: [list, create, use, rename, attach, fetch, export, importing])
    }

    private var export: Command {
        Command(
            "export", "Write the whole book out, one line of JSON for each record",
            discussion: """
                Canonically and with everything that is in conflict: two laptops, or a laptop and \
                the server, that hold the same print the same bytes. A table is CSV, with the \
                records of one kind that are not deleted, for a spreadsheet.
                """,
            options: [
                .value(
                    "table", "TABLE", "Only these records, as CSV",
                    choices: Catalog.collections.map(\.table))
            ],
            arguments: [Argument("file", .optional, "Where to; the standard output otherwise")],
            examples: [
                .init("counterfoil book export book.ndjson", "Into a file of one's own."),
                .init("counterfoil book export | sha256sum", "To compare two laptops."),
                .init("counterfoil book export --table payments payments.csv", "A spreadsheet."),
            ],
            exitCodes: [.conflict, .tryLater]
        ) { invocation, console in
            let query: Query = invocation.value("table").map { ["table": $0] } ?? [:]
            guard let path = invocation.optionalArgument("file"), path != "-" else {
                return try await agent.read(["export"], query: query) {
                    try StandardStream.output.write($0)
                }
            }
            let count = try await AtomicFile.write(to: path) { file in
                try await agent.read(["export"], query: query) { try file.write($0) }
            }
            if console.isJSON {
                return console.answer(["file": .string(path), "bytes": .integer(Int64(count))])
            }
            console.say("\("\(count)") bytes in \(path).")
        }
    }
}
