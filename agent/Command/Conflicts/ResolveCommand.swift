import AgentSocket
import CommandLine
import JSON

/// `counterfoil conflicts resolve`: says what counts.
struct ResolveCommand: Sendable {
    private static let kinds = ["restore", "credit", "approve", "accept", "void", "reverse"]

    let agent: RunningAgent

    var command: Command {
        Command(
            "resolve", "Settle a conflict, or all that a policy can",
            discussion: """
                Nothing is lost by it: 'counterfoil history' shows what was written, and \
                'counterfoil undo' takes a decision back. --all settles fields alone; whatever is \
                about documents or money is left for a person.
                """,
            options: [
                .value("choose", "N", "An offer by its number in 'conflicts show'"),
                .value("value", "TEXT", "What the offer asks for"),
                .value(
                    "take", "SIDE", "Whose value counts",
                    choices: ["mine", "theirs", "both", "base"]),
                .value("set", "FIELD=VALUE", "Something else counts"),
                .flag("restore", "Keep the record that was deleted"),
                .flag("delete", "Delete the record that was edited"),
                .flag("credit", "Begin a credit note"), .flag("void", "Void the document"),
                .flag("reverse", "Reverse the payment"), .flag("approve", "Approve it"),
                .flag("accept", "Leave it: nothing is to be done about it"),
                .flag("all", "Everything that the policy can settle"),
                .value("policy", "NAME", "What counts of each", choices: ["latest"]),
                .flag("yes", "Do it, without being asked"),
            ],
            arguments: [Argument("conflict", .optional, "Its id, or how it begins")],
            examples: [
                .init("counterfoil conflicts resolve 3f2a --take mine", "One's own value counts."),
                .init(
                    "counterfoil conflicts resolve 3f2a --set phone=+47-555-0123",
                    "Neither was right."),
                .init("counterfoil conflicts resolve 3f2a --choose 2", "The second offer."),
                .init(
                    "counterfoil conflicts resolve --all --policy latest",
                    "See what would be settled; --yes does it."),
            ],
            exitCodes: [.usage, .validation, .notFound, .conflict, .tryLater]
        ) { invocation, console in
            if invocation.has("all") { return try await resolveAll(invocation, console) }
            guard let conflict = invocation.optionalArgument("conflict") else {
                throw CommandFailure(.usage, "Name a conflict, or say --all --policy latest.")
            }
            let answer = try await agent.ask(
                .post, ["conflicts", conflict], body: try decision(invocation))
            if console.isJSON { return console.answer(answer) }
            console.say("Settled: \(answer["chosen"]?.string ?? answer["choice"]?.string ?? "")")
            if let change = answer["undo"]?.string {
                console.note("'counterfoil undo \(change)' takes it back.")
            }
            if answer["rule"]?.string == "approval" {
                console.note("The server takes this from an owner only; anybody else gets it back.")
            }
        }
    }

    /// The one thing that is to be done.
    private func decision(_ invocation: Invocation) throws -> JSONValue {
        var decisions: [JSONValue] = []
        if let number = try invocation.integer("choose", in: 1...100) {
            var offer: [String: JSONValue] = ["offer": .integer(Int64(number))]
            offer["value"] = invocation.value("value").map { .string($0) }
            decisions.append(.object(offer))
        }
        if let side = invocation.value("take") { decisions.append(["take": .string(side)]) }
        if let pair = invocation.value("set") {
            guard let sign = pair.firstIndex(of: "=") else {
                throw CommandFailure(
                    .usage, "--set wants FIELD=VALUE, such as email=ada@example.com.")
            }
            decisions.append([
                "field": .string(String(pair[..<sign])),
                "value": .string(String(pair[pair.index(after: sign)...])),
            ])
        }
        for kind in Self.kinds + ["delete"] where invocation.has(kind) {
            decisions.append(["take": .string(kind)])
        }
        guard let decision = decisions.first, decisions.count == 1 else {
            throw CommandFailure(
                .usage, "Say one thing to do: --take, --set, --choose, --restore, --credit …")
        }
        return decision
    }

    private func resolveAll(_ invocation: Invocation, _ console: Console) async throws {
        guard let policy = invocation.value("policy") else {
            throw CommandFailure(.usage, "Say which value counts: --policy latest.")
        }
        let isPreview = !invocation.has("yes")
        let answer = try await agent.ask(
            .post, ["conflicts"],
            body: ["policy": .string(policy), "preview": .bool(isPreview)])
        if console.isJSON { return console.answer(answer) }
        let settled = answer["settled"]?.array ?? []
        for conflict in settled {
            console.say(
                "\(ConflictView.shortID(conflict))  \(conflict["title"]?.string ?? "") → "
                    + "\(conflict["chosen"]?.string ?? "")")
        }
        let left = answer["left"]?.integer ?? 0
        if isPreview {
            console.say(
                settled.isEmpty
                    ? "Nothing waits that could be settled so."
                    : "Nothing was changed; --yes settles what is listed here.")
        }
        if left > 0 { console.say("\("\(left)") are left for a person.") }
    }
}
