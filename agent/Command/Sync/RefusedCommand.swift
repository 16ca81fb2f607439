import AgentSocket
import CommandLine
import JSON
import Machine

/// `counterfoil sync refused`: what the server did not take, and what becomes of it.
struct RefusedCommand: Sendable {
    let agent: RunningAgent

    var command: Command {
        Command(
            "refused", "What the server did not take; nothing of it is lost",
            subcommands: [list, show, resend, edit, export, discard])
    }

    private var list: Command {
        Command(
            "list", "List the refused changes",
            examples: [.init("counterfoil sync refused list", "What came back?")],
            exitCodes: [.tryLater]
        ) { _, console in
            let answer = try await agent.ask(.get, ["sync", "refused"])
            if console.isJSON { return console.answer(answer) }
            let refused = answer["refused"]?.array ?? []
            guard !refused.isEmpty else { return console.say("Nothing was refused.") }
            var table = Table([.text("CHANGE", isFixed: true), .text("WHAT"), .text("WHY")])
            for change in refused {
                let first = change["writes"]?.array?.first
                table.add([
                    "\(ChangeText.short(change["change"]?.string ?? ""))",
                    "\(first?["field"]?.string ?? ""): \(first?["value"]?.string ?? "")",
                    "\(RefusedText.reason(of: change))",
                ])
            }
            console.show(table)
        }
    }

    private var show: Command {
        Command(
            "show", "Show a refused change: what it wrote, and why it was refused",
            arguments: [name],
            examples: [.init("counterfoil sync refused show 0193f0aa/7", "All of it.")],
            exitCodes: [.notFound, .tryLater]
        ) { invocation, console in
            let answer = try await agent.ask(.get, try path(invocation))
            if console.isJSON { return console.answer(answer) }
            console.say("Refused: \(RefusedText.reason(of: answer), .bold)")
            for write in answer["writes"]?.array ?? [] {
                console.say("  \(write["field"]?.string ?? ""): \(write["value"]?.string ?? "")")
            }
        }
    }

    private var resend: Command {
        Command(
            "resend", "Send a refused change again, as it was", arguments: [name],
            examples: [
                .init("counterfoil sync refused resend 0193f0aa/7", "Once the reason is gone.")
            ],
            exitCodes: [.notFound, .tryLater]
        ) { invocation, console in
            answer(try await agent.ask(.post, try path(invocation), body: [:]), on: console)
        }
    }

    private var edit: Command {
        Command(
            "edit", "Send a refused change again with other values",
            options: [.repeated("set", "FIELD=VALUE", "A field's other value")],
            arguments: [name],
            examples: [
                .init(
                    "counterfoil sync refused edit 0193f0aa/7 --set phone=+47-555-0123",
                    "With another number.")
            ],
            exitCodes: [.usage, .validation, .notFound, .tryLater]
        ) { invocation, console in
            var form: [String: JSONValue] = [:]
            for pair in invocation.values("set") {
                guard let sign = pair.firstIndex(of: "=") else {
                    throw CommandFailure(
                        .usage, "--set wants FIELD=VALUE, such as phone=+47-555-0123.")
                }
                form[String(pair[..<sign])] = .string(String(pair[pair.index(after: sign)...]))
            }
            guard !form.isEmpty else {
                throw CommandFailure(.usage, "Say what is to be different: --set FIELD=VALUE.")
            }
            answer(
                try await agent.ask(.post, try path(invocation), body: .object(form)), on: console)
        }
    }

    private var export: Command {
        Command(
            "export", "Write all refused changes out as JSON",
            examples: [
                .init("counterfoil sync refused export > refused.json", "To hand them to somebody.")
            ],
            exitCodes: [.tryLater]
        ) { _, console in
            let answer = try await agent.ask(.get, ["sync", "refused"])
            if console.isJSON { return console.answer(answer) }
            try StandardStream.output.write(Array((answer.text() + "\n").utf8))
        }
    }

    private var discard: Command {
        Command(
            "discard", "Give a refused change up", arguments: [name],
            examples: [.init("counterfoil sync refused discard 0193f0aa/7", "It is not wanted.")],
            exitCodes: [.notFound, .tryLater]
        ) { invocation, console in
            let answer = try await agent.ask(.delete, try path(invocation))
            if console.isJSON { return console.answer(answer) }
            console.say("Given up.")
        }
    }

    private var name: Argument {
        Argument("change", .one, "Its name in 'counterfoil sync refused list'")
    }

    private func path(_ invocation: Invocation) throws -> [String] {
        let parts = invocation.argument("change").split(separator: "/").map(String.init)
        guard parts.count == 2 else {
            throw CommandFailure(.usage, "A change is named like 0193f0aa/7.")
        }
        return ["sync", "refused"] + parts
    }

    private func answer(_ answer: JSONValue, on console: Console) {
        if console.isJSON { return console.answer(answer) }
        console.say("Sent again as \(ChangeText.short(answer["change"]?.string ?? "")).")
    }
}
