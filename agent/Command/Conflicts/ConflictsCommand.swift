import AgentSocket
import CommandLine
import JSON

/// `counterfoil conflicts`: what no machine may decide.
struct ConflictsCommand: Sendable {
    let agent: RunningAgent

    var command: Command {
        Command(
            "conflicts", "What no machine may decide, and how it is settled",
            discussion: """
                Two people who changed the same thing without knowing of each other both keep what \
                they wrote, until somebody says what counts.
                """,
            subcommands: [list, show, ResolveCommand(agent: agent).command])
    }

    private var list: Command {
        Command(
            "list", "List what waits for a decision",
            examples: [
                .init("counterfoil conflicts list", "What is there to decide?"),
                .init("counterfoil conflicts list --json", "For a script."),
            ],
            exitCodes: [.tryLater]
        ) { _, console in
            let answer = try await agent.ask(.get, ["conflicts"])
            if console.isJSON { return console.answer(answer) }
            let conflicts = answer["conflicts"]?.array ?? []
            guard !conflicts.isEmpty else { return console.say("Nothing waits for a decision.") }
            var table = Table([.text("CONFLICT", isFixed: true), .text("WHAT HAPPENED")])
            for conflict in conflicts {
                table.add([
                    "\(ConflictView.shortID(conflict))", "\(conflict["title"]?.string ?? "")",
                ])
            }
            console.show(table)
            console.note("'counterfoil conflicts show CONFLICT' tells the story of one.")
        }
    }

    private var show: Command {
        Command(
            "show", "Tell the story of a conflict, and what can be done",
            arguments: [ConflictView.argument],
            examples: [.init("counterfoil conflicts show 3f2a", "By how its id begins.")],
            exitCodes: [.notFound, .tryLater]
        ) { invocation, console in
            let answer = try await agent.ask(
                .get, ["conflicts", invocation.argument("conflict")])
            if console.isJSON { return console.answer(answer) }
            ConflictView(answer).tell(on: console)
        }
    }
}
