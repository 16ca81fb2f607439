import AgentSocket
import CommandLine
import JSON

/// `counterfoil device`: the laptops of the team's book.
struct DeviceCommand: Sendable {
    let agent: RunningAgent

    var command: Command {
        Command(
            "device", "The laptops of the team's book", subcommands: [list, rename, revoke])
    }

    private var list: Command {
        Command(
            "list", "List the laptops",
            discussion: "Whoever manages the book sees all of them, others see their own.",
            examples: [.init("counterfoil device list --json", "For a script.")],
            exitCodes: [.networkNeeded, .tryLater]
        ) { _, console in
            let answer = try await agent.ask(.get, ["devices"])
            if console.isJSON { return console.answer(answer) }
            var table = Table([
                .text("DEVICE", isFixed: true), .text("NAME"), .text("LAST SEEN", isFixed: true),
                .text("STATE", isFixed: true),
            ])
            for device in answer["data"]?.array ?? [] {
                let state = device["revoked_at"]?.string == nil ? "" : "revoked"
                table.add([
                    "\(device["id"]?.string ?? "")", "\(device["name"]?.string ?? "")",
                    "\(device["last_seen_at"]?.string ?? "never")", "\(state)",
                ])
            }
            console.show(table)
        }
    }

    private var rename: Command {
        Command(
            "rename", "Call a laptop otherwise",
            arguments: [
                Argument("device", .one, "Its id"), Argument("name", .one, "What to call it"),
            ],
            examples: [
                .init(
                    "counterfoil device rename 0193f0aa-0000-7000-8000-000000000000 'Till'",
                    "Call it Till.")
            ],
            exitCodes: [.validation, .notFound, .networkNeeded, .tryLater]
        ) { invocation, console in
            let answer = try await agent.ask(
                .patch, ["devices", invocation.argument("device")],
                body: ["name": .string(invocation.argument("name"))])
            if console.isJSON { return console.answer(answer) }
            console.say("It is called \(answer["name"]?.string ?? "") now.")
        }
    }

    private var revoke: Command {
        Command(
            "revoke", "Turn a laptop away",
            discussion: """
                The server refuses it from this moment on. What it wrote and sent stays in the \
                book; what is on it stays on it.
                """,
            options: [.flag("yes", "Do not ask")],
            arguments: [Argument("device", .one, "Its id")],
            examples: [
                .init(
                    "counterfoil device revoke 0193f0aa-0000-7000-8000-000000000000",
                    "After it was stolen.")
            ],
            exitCodes: [.notFound, .networkNeeded, .tryLater]
        ) { invocation, console in
            let device = invocation.argument("device")
            if !invocation.has("yes") {
                let question: Phrase = "Turn the laptop \(device) away?"
                guard try console.confirm(question, insteadUse: "--yes") else { return }
            }
            let answer = try await agent.ask(.delete, ["devices", device])
            if console.isJSON { return console.answer(answer) }
            console.say("It is turned away.")
        }
    }
}
