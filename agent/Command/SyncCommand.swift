import AgentSocket
import CommandLine
import JSON

/// `counterfoil sync`: the exchange with the team's server.
struct SyncCommand: Sendable {
    let agent: RunningAgent

    var command: Command {
        Command("sync", "The exchange with the team's server", subcommands: [now, status])
    }

    private var now: Command {
        Command(
            "now", "Exchange everything now, and wait for it",
            discussion: "The agent does this by itself whenever the server can be reached.",
            examples: [.init("counterfoil sync now", "Before closing the lid.")],
            exitCodes: [.networkNeeded, .conflict, .tryLater]
        ) { _, console in
            let answer = try await agent.ask(.post, ["sync"], body: [:])
            if console.isJSON { return console.answer(answer) }
            let (sent, received) = (answer["sent"]?.integer ?? 0, answer["received"]?.integer ?? 0)
            console.say("Sent \("\(sent)"), received \("\(received)").")
        }
    }

    private var status: Command {
        Command(
            "status", "How this laptop and the server stand",
            examples: [.init("counterfoil sync status --json", "For a script.")],
            exitCodes: [.tryLater]
        ) { _, console in
            let answer = try await agent.ask(.get, ["sync"])
            if console.isJSON { return console.answer(answer) }
            var table = Table([.text("", isFixed: true), .text("")])
            for name in ["state", "why", "server", "book", "device"] {
                if let text = answer[name]?.string { table.add(["\(name)", "\(text)"]) }
            }
            table.add(["unsent", "\("\(answer["unsent"]?.integer ?? 0)")"])
            console.show(table)
        }
    }
}
