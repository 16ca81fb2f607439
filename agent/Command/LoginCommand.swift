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
                Shows an address and a code; whoever belongs to the book opens the address, signs \
                in and confirms the code, and this laptop is in. With --code nothing has to be \
                confirmed: whoever runs the server makes such a code with 'counterfoil-server \
                admin device invite'. What was written on this laptop before goes into the \
                team's book. It ends when the team's records are here, or right away where they \
                cannot come now.
                """,
            options: [
                .value("code", "CODE", "A one-time code, for scripts"),
                .value("name", "NAME", "What this laptop is called (default: the host's name)"),
            ],
            arguments: [Argument("server", .one, "Its address: https://books.example.com")],
            examples: [
                .init("counterfoil login https://books.example.com", "Show a code and wait."),
                .init(
                    "counterfoil login https://books.example.com --code K7QD-9MXA-3FHT",
                    "Join with a code that was made before."),
            ],
            exitCodes: [.validation, .conflict, .networkNeeded, .tryLater]
        ) { invocation, console in
            let name = invocation.value("name") ?? Self.ownName
            let server = invocation.argument("server")
            if let code = invocation.value("code") {
                _ = try await agent.ask(
                    .post, ["enrolment"],
                    body: [
                        "server": .string(server), "code": .string(code), "name": .string(name),
                    ])
            } else {
                try await wait(for: server, named: name, console)
            }
            await FirstExchange(agent: agent).wait(console)
            let answer = try await agent.ask(.get, ["sync"])
            if console.isJSON { return console.answer(answer) }
            console.say("This laptop belongs to the book \(answer["book"]?.string ?? "") now.")
        }
    }

    /// Tells what a person does to let the laptop in: beside the answer, so that a script reads
    /// JSON and a person still sees what to do.
    static func show(_ login: JSONValue, on console: Console) {
        let page = login["page"]?.string ?? ""
        console.note("Open \(page) and confirm the code \(login["code"]?.string ?? "", .bold)")
        console.note("or open \(login["page_with_code"]?.string ?? page)")
    }

    /// What a laptop is called while nobody says otherwise.
    static var ownName: String { Host.name.isEmpty ? "laptop" : Host.name }

    /// Shows the code and waits until somebody has decided.
    private func wait(for server: String, named name: String, _ console: Console) async throws {
        let login = try await agent.ask(
            .post, ["login"], body: ["server": .string(server), "name": .string(name)])
        Self.show(login, on: console)
        var seconds = login["interval"]?.integer ?? 5
        while true {
            let progress = try await agent.ask(.post, ["login", "continue"], body: [:])
            if progress["state"] == "approved" { return }
            seconds = progress["interval"]?.integer ?? seconds
            try await Task.sleep(for: .seconds(seconds))
        }
    }
}

/// `counterfoil logout`: leaves the team's book.
struct LogoutCommand: Sendable {
    let agent: RunningAgent

    var command: Command {
        Command(
            "logout", "Sign this laptop out of the team's server",
            discussion: """
                The server refuses this laptop from now on. What is on the laptop stays there, \
                and 'counterfoil login' joins the same book again.
                """,
            examples: [.init("counterfoil logout", "Before giving the laptop away.")],
            exitCodes: [.networkNeeded, .tryLater]
        ) { _, console in
            let answer = try await agent.ask(.post, ["logout"], body: [:])
            if console.isJSON { return console.answer(answer) }
            console.say("This laptop is signed out.")
        }
    }
}
