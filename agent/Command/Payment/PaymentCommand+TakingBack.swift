import AgentSocket
import CommandLine
import JSON

/// What gives money back, or says that it never came.
extension PaymentCommand {
    var refund: Command {
        takeBack(
            "refund", "Record that what is left of a payment was paid back", "refunds",
            "Recorded a refund of")
    }

    var reverse: Command {
        takeBack(
            "reverse", "Record that the bank took a payment back, or that it never was",
            "reversals", "Recorded a reversal of")
    }

    private func takeBack(
        _ verb: String, _ summary: String, _ resource: String, _ done: Phrase
    ) -> Command {
        Command(
            verb, summary,
            options: [
                .value("amount", "AMOUNT", "How much, with its currency; all of it if left out"),
                .value("date", "DAY", "When, YYYY-MM-DD; today if left out"),
                .value("reason", "TEXT", "Why"),
            ],
            arguments: [reference],
            examples: [
                .init("counterfoil payment \(verb) 51d0 --amount '20 EUR'", "Some of it.")
            ],
            exitCodes: [.validation, .notFound, .conflict, .tryLater]
        ) { invocation, console in
            var form: [String: JSONValue] = [:]
            form["amount"] = try invocation.value("amount").map(Self.amount)
            for name in ["date", "reason"] {
                form[name] = invocation.value(name).map { .string($0) }
            }
            answer(
                try await agent.ask(.post, path(invocation) + [resource], body: .object(form)),
                done, on: console)
        }
    }
}
