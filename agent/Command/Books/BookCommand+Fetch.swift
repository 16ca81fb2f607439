import AgentSocket
import CommandLine
import JSON

/// `counterfoil book fetch`: a team's book comes to this laptop.
extension BookCommand {
    var fetch: Command {
        Command(
            "fetch", "Bring one more book of a team to this laptop",
            discussion: """
                Shows an address and a code; whoever belongs to the book opens the address, signs \
                in and confirms the code for that book. 'counterfoil book list --remote' shows \
                which of your books are not here.
                """,
            options: [
                .value("server", "URL", "Its address, where the laptop belongs to several or none"),
                .value("code", "CODE", "A one-time code, for scripts"),
                .value("name", "NAME", "What this laptop is called (default: the host's name)"),
            ],
            examples: [
                .init("counterfoil book fetch", "Show a code and wait."),
                .init(
                    "counterfoil book fetch --code K7QD-9MXA-3FHT",
                    "With a code that was made before."),
            ],
            exitCodes: [.validation, .conflict, .networkNeeded, .tryLater]
        ) { invocation, console in
            var form: [String: JSONValue] = [
                "device": .string(invocation.value("name") ?? LoginCommand.ownName)
            ]
            form["server"] = invocation.value("server").map { .string($0) }
            form["code"] = invocation.value("code").map { .string($0) }
            var answer = try await agent.ask(.post, ["remote-books"], body: .object(form))
            if answer["code"] != nil { answer = try await wait(for: answer, console) }
            var there = agent
            there.book = answer["book"]?.string
            await FirstExchange(agent: there).wait(console)
            if console.isJSON { return console.answer(answer) }
            console.say("The book \(BookView.name(answer), .bold) is on this laptop now.")
            BookView.tellWhatIsMeant(beside: answer, on: console)
        }
    }

    private func wait(for login: JSONValue, _ console: Console) async throws -> JSONValue {
        LoginCommand.show(login, on: console)
        var seconds = login["interval"]?.integer ?? 5
        while true {
            let answer = try await agent.ask(.post, ["remote-books", "continue"], body: [:])
            if answer["book"] != nil { return answer }
            seconds = answer["interval"]?.integer ?? seconds
            try await Task.sleep(for: .seconds(seconds))
        }
    }
}
