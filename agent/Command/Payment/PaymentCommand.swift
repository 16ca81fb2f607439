import AgentSocket
import Catalog
import CommandLine
import HTTP
import JSON

/// `counterfoil payment`: what clients paid, and what was paid back.
struct PaymentCommand: Sendable {
    let agent: RunningAgent
    private let form = FormOptions(Catalog.payment, besides: ["client", "amount"])

    var command: Command {
        Command(
            "payment", "What clients paid",
            discussion: """
                A payment is recorded once and stays. What it pays beyond the invoices that are \
                named is the client's credit.
                """,
            subcommands: [add, list, show, allocate, release, refund, reverse])
    }

    private var add: Command {
        Command(
            "add", "Record a payment",
            options: [
                .value("amount", "AMOUNT", "How much, with its currency: '120.00 EUR'"),
                .value("client", "CLIENT", "Who paid; left out where --for says it"),
                .repeated("for", "NUMBER", "An invoice that it pays"),
            ] + form.options,
            examples: [
                .init(
                    "counterfoil payment add --amount '120 EUR' --for 2026-K7QD-0001",
                    "For an invoice."),
                .init(
                    "counterfoil payment add --amount '50 EUR' --client 'Ada Ltd'", "In advance."),
            ],
            exitCodes: [.validation, .notFound, .conflict, .tryLater]
        ) { invocation, console in
            guard let amount = invocation.value("amount") else {
                throw CommandFailure.usage("A payment has an amount: --amount '120.00 EUR'.")
            }
            var payment = form.json(invocation).object ?? [:]
            payment["amount"] = try Self.amount(amount)
            payment["client"] = invocation.value("client").map { .string($0) }
            payment["for"] = .array(invocation.values("for").map { .string($0) })
            answer(
                try await agent.ask(.post, ["payments"], body: .object(payment)), "Recorded",
                on: console)
        }
    }

    private var list: Command {
        Command(
            "list", "List the payments, the latest first",
            options: [
                .value("client", "CLIENT", "Only those of a client"),
                .value("limit", "N", "So many at most", fallback: "1000"),
            ],
            examples: [.init("counterfoil payment list --client 'Ada Ltd'", "What Ada paid.")],
            exitCodes: [.notFound, .tryLater]
        ) { invocation, console in
            let limit = try invocation.integer("limit", in: 1...10_000) ?? 1_000
            let query: Query = ["limit": "\(limit)", "client": invocation.value("client") ?? ""]
            let answer = try await agent.ask(.get, ["payments"], query: query)
            if console.isJSON { return console.answer(answer) }
            PaymentSheet.table(of: answer["payments"]?.array ?? [], on: console)
        }
    }

    private var show: Command {
        Command(
            "show", "Show a payment and what has become of it", arguments: [reference],
            examples: [.init("counterfoil payment show 51d0", "By the end of its id.")],
            exitCodes: [.notFound, .tryLater]
        ) { invocation, console in
            let payment = try await agent.ask(.get, path(invocation))
            if console.isJSON { return console.answer(payment) }
            PaymentSheet(payment).show(on: console)
        }
    }

    private var allocate: Command {
        Command(
            "allocate", "Pay invoices with what is left of a payment",
            options: [.repeated("for", "NUMBER", "An invoice that it pays")],
            arguments: [reference],
            examples: [
                .init("counterfoil payment allocate 51d0 --for 2026-K7QD-0002", "The next one.")
            ],
            exitCodes: [.validation, .notFound, .conflict, .tryLater]
        ) { invocation, console in
            let numbers = invocation.values("for").map { JSONValue.string($0) }
            answer(
                try await agent.ask(
                    .post, path(invocation) + ["allocations"], body: ["for": .array(numbers)]),
                "Allocated", on: console)
        }
    }
}

extension PaymentCommand {
    var reference: Argument { Argument("payment", .one, "Its id, or how that ends") }

    func path(_ invocation: Invocation) -> [String] {
        ["payments", invocation.argument("payment")]
    }

    func answer(_ payment: JSONValue, _ verb: Phrase, on console: Console) {
        if console.isJSON { return console.answer(payment) }
        PaymentSheet(payment).tell(verb, on: console)
    }

    static func amount(_ text: String) throws(CommandFailure) -> JSONValue {
        let words = text.split(separator: " ").map(String.init)
        guard words.count == 2 else {
            throw .usage(
                "'\(visible(text))' is no amount: write it with its currency, as '120.00 EUR'.")
        }
        return ["value": .string(words[0]), "currency": .string(words[1].uppercased())]
    }
}
