import AgentSocket
import CommandLine
import JSON
import Machine

/// `counterfoil login`: joins a team's book.
struct LoginCommand: Sendable {
    let agent: RunningAgent

    var command: Command {
        Command(
            "login", "Join a team's book on a server",
            discussion: """
                Whoever runs the server makes the code with 'counterfoil-server admin device \
                invite'. What was written on this laptop before goes into the team's book.
                """,
            options: [
                .value("code", "CODE", "The one-time code"),
                .value("name", "NAME", "What this laptop is called (default: the host's name)"),
            ],
            arguments: [Argument("server", .one, "Its address: https://books.example.com")],
            examples: [
                .init(
                    "counterfoil login https://books.example.com --code K7QD-9MXA-3FHT",
                    "Join with a code.")
            ],
            exitCodes: [.validation, .conflict, .networkNeeded, .tryLater]
        ) { invocation, console in
            let code =
                try invocation.value("code")
                ?? console.ask(
                    "Code: ", insteadUse: "--code")
            let ownName = Host.name.isEmpty ? "laptop" : Host.name
            let answer = try await agent.ask(
                .post, ["enrolment"],
                body: [
                    "server": .string(invocation.argument("server")), "code": .string(code),
                    "name": .string(invocation.value("name") ?? ownName),
                ])
            if console.isJSON { return console.answer(answer) }
            console.say("This laptop belongs to the book \(answer["book"]?.string ?? "") now.")
        }
    }
}
