import AgentSocket
import CommandLine
import HTTP
import JSON

/// What one asks about drafts and documents.
extension InvoiceCommand {
    var list: Command {
        Command(
            "list", "List drafts and documents, the latest first",
            options: [
                .value("client", "CLIENT", "Only those of a client"),
                .value(
                    "state", "STATE", "Only those that stand so",
                    choices: [
                        "draft", "unpaid", "partiallyPaid", "paid", "overdue", "credited", "void",
                        "issued",
                    ]),
                .value(
                    "kind", "KIND", "Only those of a kind",
                    choices: ["invoice", "creditNote", "quote", "proForma"]),
                .value("limit", "N", "So many at most", fallback: "1000"),
            ],
            examples: [
                .init("counterfoil invoice list --state overdue", "Whom to remind."),
                .init("counterfoil invoice list --client 'Ada Ltd' --json", "For a script."),
            ],
            exitCodes: [.notFound, .tryLater]
        ) { invocation, console in
            let limit = try invocation.integer("limit", in: 1...10_000) ?? 1_000
            let query: Query = [
                "limit": "\(limit)", "client": invocation.value("client") ?? "",
                "state": invocation.value("state") ?? "", "kind": invocation.value("kind") ?? "",
            ]
            let answer = try await agent.ask(.get, ["invoices"], query: query)
            if console.isJSON { return console.answer(answer) }
            InvoiceSheet.table(of: answer["invoices"]?.array ?? [], on: console)
        }
    }

    var show: Command {
        Command(
            "show", "Show a draft or a document, with every sum", arguments: [reference],
            examples: [
                .init("counterfoil invoice show 2026-K7QD-0001", "By its number."),
                .init("counterfoil invoice show 7c1f", "A draft, by the end of its id."),
            ],
            exitCodes: [.notFound, .tryLater]
        ) { invocation, console in
            let invoice = try await agent.ask(.get, path(invocation))
            if console.isJSON { return console.answer(invoice) }
            InvoiceSheet(invoice).show(on: console)
        }
    }
}
