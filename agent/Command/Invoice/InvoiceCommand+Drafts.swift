import AgentSocket
import CommandLine
import JSON

/// What is done with drafts.
extension InvoiceCommand {
    var add: Command {
        Command(
            "add", "Write a draft, with its lines",
            discussion: """
                The parts of a line stand between semicolons, and the last ones may be left out: \
                'Bread; 3; 2.50; S 19' is three at 2.50 each with 19 % tax. A product brings its \
                name, unit, price and tax along. Lines come before products.
                """,
            options: [
                .value("client", "CLIENT", "Whom it is for: a name, a number or an id"),
                .value(
                    "kind", "KIND", "What it is to become", fallback: "invoice",
                    choices: ["invoice", "quote", "proForma"]),
                .repeated("line", "LINE", LineText.help),
                .repeated("product", "PRODUCT", LineText.productHelp),
            ] + form.options,
            examples: [
                .init(
                    "counterfoil invoice add --client 'Ada Ltd' --line 'Bread; 3; 2.50; S 19'",
                    "One line."),
                .init(
                    "counterfoil invoice add --client 'Ada Ltd' --product 'B1; 3' --json",
                    "A product, for a script."),
                .init(
                    "counterfoil invoice add --client Bo --line 'Advice; 2 HUR; 90; S 25; -10%'",
                    "Two hours with a discount."),
            ],
            exitCodes: [.validation, .notFound, .tryLater]
        ) { invocation, console in
            var draft = form.json(invocation).object ?? [:]
            draft["kind"] = .string(invocation.value("kind") ?? "invoice")
            draft["client"] = invocation.value("client").map { .string($0) }
            draft["lines"] = .array(try lines(invocation).map { .object($0) })
            let invoice = try await agent.ask(.post, ["invoices"], body: .object(draft))
            answer(invoice, "Wrote the draft", on: console)
        }
    }

    var edit: Command {
        Command(
            "edit", "Change a draft; what is not named stays",
            discussion: "An empty value clears a field: --note ''.",
            options: [.value("client", "CLIENT", "Whom it is for: a name, a number or an id")]
                + form.options + [SeenVersion.option],
            arguments: [reference],
            examples: [
                .init("counterfoil invoice edit 7c1f --terms 'net 30'", "Other terms."),
                .init("counterfoil invoice edit 7c1f --client 'Baker & Sons'", "Another client."),
            ],
            exitCodes: [.validation, .notFound, .conflict, .tryLater]
        ) { invocation, console in
            var changes = form.json(invocation).object ?? [:]
            changes["client"] = invocation.value("client").map { $0.isEmpty ? .null : .string($0) }
            let invoice = try await agent.ask(
                .patch, path(invocation), body: .object(changes),
                ifVersion: SeenVersion.named(in: invocation))
            answer(invoice, "Changed the draft", on: console)
        }
    }

    var delete: Command {
        Command(
            "delete", "Delete a draft", options: [SeenVersion.option], arguments: [reference],
            examples: [.init("counterfoil invoice delete 7c1f", "By the end of its id.")],
            exitCodes: [.notFound, .conflict, .tryLater]
        ) { invocation, console in
            let invoice = try await agent.ask(
                .delete, path(invocation), ifVersion: SeenVersion.named(in: invocation))
            answer(invoice, "Deleted the draft", on: console)
        }
    }

    private func lines(_ invocation: Invocation) throws -> [[String: JSONValue]] {
        try invocation.values("line").map { try LineText($0).line() }
            + invocation.values("product").map { try LineText($0).product() }
    }

    /// Says what was done to which draft or document.
    func answer(_ invoice: JSONValue, _ verb: Phrase, on console: Console) {
        if console.isJSON { return console.answer(invoice) }
        InvoiceSheet(invoice).tell(verb, on: console)
    }
}
