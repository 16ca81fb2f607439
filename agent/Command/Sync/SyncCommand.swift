import AgentSocket
import CommandLine
import HTTP
import JSON

/// `counterfoil sync`: the exchange with the team's server.
struct SyncCommand: Sendable {
    let agent: RunningAgent

    var command: Command {
        Command(
            "sync", "The exchange with the team's server",
            subcommands: [
                now, status, log, pause, resume, doctor, RefusedCommand(agent: agent).command,
                InspectCommand.command,
            ])
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
            let refused = answer["refused"]?.integer ?? 0
            if refused > 0 {
                console.note(
                    "The server refused \("\(refused)") of your changes; 'counterfoil sync refused "
                        + "list' shows them.")
            }
        }
    }

    private var status: Command {
        Command(
            "status", "How this laptop and the server stand, and what waits for you",
            examples: [.init("counterfoil sync status --json", "For a script.")],
            exitCodes: [.tryLater]
        ) { _, console in
            let answer = try await agent.ask(.get, ["sync"])
            let shelf = try await agent.ask(.get, ["books"])["books"] ?? []
            if console.isJSON {
                var object = answer.object ?? [:]
                object["books"] = shelf
                return console.answer(.object(object))
            }
            SyncView(answer, among: shelf.array ?? []).tell(on: console)
        }
    }

    private var log: Command {
        Command(
            "log", "What came with the server's log, the latest first",
            options: [.value("limit", "N", "So many at most", fallback: "50")],
            examples: [.init("counterfoil sync log --limit 10", "The last ten changes.")],
            exitCodes: [.tryLater]
        ) { invocation, console in
            let limit = try invocation.integer("limit", in: 1...1_000) ?? 50
            let answer = try await agent.ask(.get, ["sync", "log"], query: ["limit": "\(limit)"])
            if console.isJSON { return console.answer(answer) }
            var table = Table([
                .number("POSITION"), .text("CHANGE", isFixed: true), .text("BY"), .text("ABOUT"),
            ])
            for entry in answer["log"]?.array ?? [] {
                let about = (entry["about"]?.array ?? []).compactMap(\.string)
                let more = (entry["records"]?.array?.count ?? 0) - about.count
                table.add([
                    "\("\(entry["position"]?.integer ?? 0)")",
                    "\(ChangeText.short(entry["change"]?.string ?? ""))",
                    "\(entry["by"]?.string ?? "")",
                    "\(about.joined(separator: ", "))\(more > 0 ? " and \("\(more)") more" : "")",
                ])
            }
            console.show(table)
            for sentence in LostText.sentences(answer) { console.note("\(sentence)") }
        }
    }

    private var pause: Command {
        Command(
            "pause", "Exchange nothing until it is resumed",
            discussion: "Work goes on; 'counterfoil sync now' still exchanges when it is asked to.",
            examples: [.init("counterfoil sync pause", "On an expensive line.")],
            exitCodes: [.tryLater]
        ) { _, console in
            let answer = try await agent.ask(.post, ["sync", "pause"])
            if console.isJSON { return console.answer(answer) }
            console.say("Paused; 'counterfoil sync resume' goes on.")
        }
    }

    private var resume: Command {
        Command(
            "resume", "Go on exchanging",
            examples: [.init("counterfoil sync resume", "After 'counterfoil sync pause'.")],
            exitCodes: [.tryLater]
        ) { _, console in
            let answer = try await agent.ask(.post, ["sync", "resume"])
            if console.isJSON { return console.answer(answer) }
            console.say("Goes on.")
        }
    }
}

extension SyncCommand {
    private var doctor: Command {
        Command(
            "doctor", "Compare the book with the server's, and mend what differs",
            discussion: """
                Records that the server holds otherwise are fetched again; what was written here \
                and is not sent yet stays.
                """,
            examples: [.init("counterfoil sync doctor", "When 'sync status' asks for it.")],
            exitCodes: [.conflict, .networkNeeded, .tryLater]
        ) { _, console in
            let answer = try await agent.ask(.post, ["sync", "doctor"], body: [:])
            if console.isJSON { return console.answer(answer) }
            let mended = answer["mended"]?.integer ?? 0
            if answer["sound"] != .bool(true) {
                console.say(
                    "The file did not hold what was once written to it: look after the disk.")
            }
            guard answer["equal"] == .bool(true) else {
                throw CommandFailure(
                    .conflict,
                    "Laptop and server still differ; 'counterfoil book export' on both shows where."
                )
            }
            console.say(
                mended == 0
                    ? "Laptop and server hold the same."
                    : "\("\(mended)") records were fetched again; both hold the same now.")
        }
    }
}

/// A change's name as a person types it.
enum ChangeText {
    /// `0193f0aa/7`.
    static func short(_ change: String) -> String {
        let parts = change.split(separator: "/")
        guard parts.count == 2 else { return change }
        return parts[0].prefix(8) + "/" + parts[1]
    }
}
