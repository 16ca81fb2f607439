import AgentSocket
import CommandLine
import JSON

/// What no longer pays an invoice.
extension PaymentCommand {
    var release: Command {
        Command(
            "release", "Take back what a payment pays of an invoice",
            discussion: """
                The invoice is open by so much again; the money is the client's credit, or pays \
                the invoices that --for names.
                """,
            options: [
                .value("from", "NUMBER", "The invoice that it is not to pay any more"),
                .value("amount", "AMOUNT", "How much, with its currency; all of it if left out"),
                .repeated("for", "NUMBER", "An invoice that it pays instead"),
            ],
            arguments: [reference],
            examples: [
                .init(
                    "counterfoil payment release 51d0 --from 2026-K7QD-0001",
                    "It was meant for nothing yet."),
                .init(
                    "counterfoil payment release 51d0 --from 2026-K7QD-0001 "
                        + "--for 2026-K7QD-0002", "It was meant for another one."),
            ],
            exitCodes: [.validation, .notFound, .conflict, .tryLater]
        ) { invocation, console in
            guard let number = invocation.value("from") else {
                throw CommandFailure.usage(
                    "A payment is released from an invoice: --from 2026-K7QD-0001.")
            }
            var form: [String: JSONValue] = ["from": .string(number)]
            form["amount"] = try invocation.value("amount").map(Self.amount)
            form["for"] = .array(invocation.values("for").map { .string($0) })
            answer(
                try await agent.ask(.post, path(invocation) + ["releases"], body: .object(form)),
                "Released", on: console)
        }
    }
}
