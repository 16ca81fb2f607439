import AgentSocket
import Catalog
import CommandLine
import HTTP
import JSON

/// The verbs that every noun has: add, list, show, edit and delete, over one collection.
struct RecordCommand: Sendable {
    let agent: RunningAgent
    let collection: RecordCollection
    /// What the noun stands for, in a line of help.
    let summary: String
    /// What people see of each record in a list.
    let columns: [RecordColumn]
    let examples: Examples
    /// What the agent works out of a record beside what stands in it: where it is asked, below the
    /// record, and what it answers.
    var derived: (resource: String, names: [String])?

    /// A line to learn from for each verb; what follows the verb, and what it does.
    struct Examples: Sendable {
        typealias Line = (rest: String, meaning: String)

        let add: [Line]
        let list: [Line]
        let show: Line
        let edit: Line
        let delete: Line
    }

    var command: Command {
        Command(noun, summary, subcommands: [add, list, show, edit, delete])
    }

    private var noun: String { collection.name }
    private var form: FormOptions { FormOptions(collection) }
    private var view: RecordView { RecordView(collection, columns: columns) }

    private var add: Command {
        Command(
            "add", "Add \(SpelledName.article(noun))", options: form.options,
            examples: lines("add", examples.add), exitCodes: [.validation, .tryLater]
        ) { invocation, console in
            let record = try await agent.ask(
                .post, [collection.table], body: form.json(invocation))
            answer(record, "Added", on: console)
        }
    }

    private var list: Command {
        Command(
            "list", "List the \(collection.table)",
            options: [
                .value("search", "TEXT", "Only those that hold these words, or how they begin"),
                .value("limit", "N", "So many at most", fallback: "1000"),
            ],
            examples: lines("list", examples.list), exitCodes: [.tryLater]
        ) { invocation, console in
            let limit = try invocation.integer("limit", in: 1...10_000) ?? 1_000
            let answer = try await agent.ask(
                .get, [collection.table],
                query: ["q": invocation.value("search") ?? "", "limit": "\(limit)"])
            if console.isJSON { return console.answer(answer) }
            view.table(of: answer[collection.table]?.array ?? [], on: console)
        }
    }

    private var show: Command {
        Command(
            "show", "Show \(SpelledName.article(noun))", arguments: [reference],
            examples: lines("show", [examples.show]), exitCodes: [.notFound, .tryLater]
        ) { invocation, console in
            let record = try await agent.ask(.get, path(invocation))
            guard let derived else {
                if console.isJSON { return console.answer(record) }
                return view.show(record, on: console)
            }
            let more = try await agent.ask(.get, path(invocation) + [derived.resource])
            let all = (record.object ?? [:]).merging(more.object ?? [:]) { first, _ in first }
            if console.isJSON { return console.answer(.object(all)) }
            view.show(record, with: derived.names.map { ($0, more[$0]) }, on: console)
        }
    }

    private var edit: Command {
        Command(
            "edit", "Change \(SpelledName.article(noun)); what is not named stays",
            discussion: "An empty value clears a field: --\(form.options.last?.name ?? "") ''.",
            options: form.options + [SeenVersion.option], arguments: [reference],
            examples: lines("edit", [examples.edit]),
            exitCodes: [.validation, .notFound, .conflict, .tryLater]
        ) { invocation, console in
            let record = try await agent.ask(
                .patch, path(invocation), body: form.json(invocation),
                ifVersion: SeenVersion.named(in: invocation))
            answer(record, "Changed", on: console)
        }
    }

    private var delete: Command {
        Command(
            "delete", "Delete \(SpelledName.article(noun))", options: [SeenVersion.option],
            arguments: [reference], examples: lines("delete", [examples.delete]),
            exitCodes: [.notFound, .conflict, .tryLater]
        ) { invocation, console in
            let record = try await agent.ask(
                .delete, path(invocation), ifVersion: SeenVersion.named(in: invocation))
            answer(record, "Deleted", on: console)
        }
    }

    /// A person names a record by its id or by whatever people call it.
    private var reference: Argument {
        let names = collection.nameColumns.reversed().map { $0 == "sku" ? "SKU" : $0 }
        let words = names.dropLast().map { "its \($0), " }.joined()
        return Argument(noun, .one, "Its id, \(words)or its whole \(names.last ?? "name")")
    }

    private func path(_ invocation: Invocation) -> [String] {
        [collection.table, invocation.argument(noun)]
    }

    private func lines(_ verb: String, _ lines: [Examples.Line]) -> [Command.Example] {
        lines.map { .init("counterfoil \(noun) \(verb) \($0.rest)", $0.meaning) }
    }

    private func answer(_ record: JSONValue, _ verb: Phrase, on console: Console) {
        if console.isJSON { return console.answer(record) }
        let name = record["name"]?.string ?? ""
        console.say(verb + " \(name, .bold) (\(record["id"]?.string ?? ""))")
    }
}
