import CommandLine
import JSON

/// `counterfoil agent`: the program that keeps the books.
struct AgentCommand: Sendable {
    let agent: RunningAgent

    var command: Command {
        Command("agent", "The program that keeps the books", subcommands: [start, stop, status])
    }

    private var start: Command {
        Command(
            "start", "Start the agent", discussion: "Any other command does this by itself.",
            examples: [.init("counterfoil agent start", "After 'counterfoil agent stop'.")]
        ) { _, console in
            let answer = try await agent.start()
            if console.isJSON { return console.answer(answer) }
            console.say("The agent runs (process \("\(answer["process"]?.integer ?? 0)")).")
        }
    }

    private var stop: Command {
        Command(
            "stop", "Stop the agent, and keep it stopped",
            examples: [.init("counterfoil agent stop", "Until 'counterfoil agent start'.")],
            exitCodes: [.tryLater]
        ) { _, console in
            let wasRunning = try await agent.stop()
            if console.isJSON { return console.answer(["stopped": .bool(wasRunning)]) }
            console.say(wasRunning ? "The agent is stopped." : "The agent was not running.")
        }
    }

    private var status: Command {
        Command(
            "status", "Whether the agent runs",
            examples: [.init("counterfoil agent status", "See its process.")]
        ) { _, console in
            let answer = try await agent.status()
            if console.isJSON { return console.answer(answer ?? ["process": nil]) }
            guard let answer else { return console.say("The agent does not run.") }
            let (process, version) = (answer["process"]?.integer ?? 0, answer["version"]?.string)
            console.say("The agent \(version ?? "") runs (process \("\(process)")).")
        }
    }
}
