import AgentSocket
import Catalog
import CommandLine
import JSON

/// `counterfoil history` and `counterfoil undo`: what happened, and how it is taken back.
struct HistoryCommand: Sendable {
    let agent: RunningAgent

    var commands: [Command] { [history, undo] }

    private var history: Command {
        Command(
            "history", "What happened to a record: who wrote what, and when",
            arguments: [
                Argument("kind", .one, "What it is: client, product, invoice, payment …"),
                Argument("record", .one, "Its id, its number or its whole name"),
            ],
            examples: [
                .init("counterfoil history client 'Ada Ltd'", "Everything about Ada."),
                .init(
                    "counterfoil history invoice 2026-K7QD-0001", "And what became of it since."),
            ],
            exitCodes: [.notFound, .tryLater]
        ) { invocation, console in
            let answer = try await agent.ask(
                .get, ["history", invocation.argument("kind"), invocation.argument("record")])
            if console.isJSON { return console.answer(answer) }
            if answer["whole"] == false {
                console.note(
                    "What happened before is not known here: the book came to this laptop as it "
                        + "stood then, or it is too long ago.")
            }
            for happening in answer["history"]?.array ?? [] { tell(happening, on: console) }
        }
    }

    private func tell(_ happening: JSONValue, on console: Console) {
        let change = happening["change"]?.string ?? ""
        console.say(
            "\(happening["by"]?.string ?? "", .bold)  \(ChangeText.short(change), .dim)")
        for write in happening["writes"]?.array ?? [] {
            let lines = (write["value"]?.string ?? "").split(
                separator: "\n", omittingEmptySubsequences: false)
            console.say("  \(write["field"]?.string ?? ""): \(lines.first ?? "")")
            for line in lines.dropFirst() { console.say("    \(line)") }
        }
        let settled = (happening["settles"]?.array ?? []).compactMap(\.string)
        if !settled.isEmpty {
            console.say("  This settled a conflict: \(settled.joined(separator: ", ")).")
        }
    }

    private var undo: Command {
        Command(
            "undo", "Take back what a change did, by another change",
            discussion: """
                A settled conflict is open again, with every value that stood; an edit gives back \
                what stood before. Documents and money that has moved are not undone: credit, \
                void or reverse them.
                """,
            arguments: [Argument("change", .one, "Its name in 'counterfoil history'")],
            examples: [.init("counterfoil undo 0193f0aa/7", "As the history names it.")],
            exitCodes: [.validation, .notFound, .conflict, .tryLater]
        ) { invocation, console in
            let answer = try await agent.ask(
                .post, ["undo"], body: ["change": .string(invocation.argument("change"))])
            if console.isJSON { return console.answer(answer) }
            let names = (answer["changes"]?.array ?? []).compactMap(\.string)
            let short = names.map(ChangeText.short).joined(separator: ", ")
            console.say("Undone by the change\(names.count == 1 ? "" : "s") \(short).")
        }
    }
}
