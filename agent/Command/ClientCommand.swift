import AgentSocket
import Catalog
import CommandLine
import HTTP
import JSON

/// `counterfoil client`: whom one invoices.
struct ClientCommand: Sendable {
    private static let collection = Catalog.client

    let agent: RunningAgent
    private let form = FormOptions(collection)

    var command: Command {
        Command(
            "client", "Whom one invoices", subcommands: [add, list, show, edit, delete])
    }

    private var add: Command {
        Command(
            "add", "Add a client", options: form.options,
            examples: [
                .init(
                    "counterfoil client add --name 'Ada Ltd' --email ada@example.com",
                    "Add a client with an address for mail."),
                .init(
                    "counterfoil client add --name Bo --billing-address-city Oslo", "With a city."),
            ],
            exitCodes: [.validation, .tryLater]
        ) { invocation, console in
            let record = try await agent.ask(
                .post, ["clients"], body: form.json(invocation))
            answer(record, "Added", on: console)
        }
    }

    private var list: Command {
        Command(
            "list", "List the clients",
            options: [
                .value("search", "TEXT", "Only those whose name or number contains it"),
                .value("limit", "N", "So many at most", fallback: "1000"),
            ],
            examples: [
                .init("counterfoil client list --search ada", "Find Ada."),
                .init("counterfoil client list --json", "For a script."),
            ],
            exitCodes: [.tryLater]
        ) { invocation, console in
            let limit = try invocation.integer("limit", in: 1...10_000) ?? 1_000
            let answer = try await agent.ask(
                .get, ["clients"],
                query: ["q": invocation.value("search") ?? "", "limit": "\(limit)"])
            if console.isJSON { return console.answer(answer) }
            RecordView(Self.collection).table(of: answer["clients"]?.array ?? [], on: console)
        }
    }

    private var show: Command {
        Command(
            "show", "Show a client", arguments: [reference],
            examples: [.init("counterfoil client show 'Ada Ltd'", "By its name.")],
            exitCodes: [.notFound, .tryLater]
        ) { invocation, console in
            let record = try await agent.ask(.get, path(invocation))
            if console.isJSON { return console.answer(record) }
            RecordView(Self.collection).show(record, on: console)
        }
    }

    private var edit: Command {
        Command(
            "edit", "Change a client; what is not named stays",
            discussion: "An empty value clears a field: --phone ''.",
            options: form.options, arguments: [reference],
            examples: [
                .init("counterfoil client edit 'Ada Ltd' --phone '+47 555 01 23'", "New number.")
            ],
            exitCodes: [.validation, .notFound, .tryLater]
        ) { invocation, console in
            let record = try await agent.ask(
                .patch, path(invocation), body: form.json(invocation))
            answer(record, "Changed", on: console)
        }
    }

    private var delete: Command {
        Command(
            "delete", "Delete a client", arguments: [reference],
            examples: [.init("counterfoil client delete 'Ada Ltd'", "By its name.")],
            exitCodes: [.notFound, .tryLater]
        ) { invocation, console in
            answer(try await agent.ask(.delete, path(invocation)), "Deleted", on: console)
        }
    }

    private var reference: Argument {
        Argument("client", .one, "Its id, its number or its whole name")
    }

    private func path(_ invocation: Invocation) -> [String] {
        ["clients", invocation.argument("client")]
    }

    private func answer(_ record: JSONValue, _ verb: Phrase, on console: Console) {
        if console.isJSON { return console.answer(record) }
        let name = record["name"]?.string ?? ""
        console.say(verb + " \(name, .bold) (\(record["id"]?.string ?? ""))")
    }
}
