import AgentSocket
import CommandLine
import JSON

/// What makes a draft a document, and what becomes of documents.
extension InvoiceCommand {
    var issue: Command {
        Command(
            "issue", "Issue a draft: it gets its number and never changes again",
            discussion: """
                The number is the next one of this laptop's own series, which needs no network. \
                The date is that of today in the book's time zone, unless an earlier one is given \
                that is not before the last one of the series.
                """,
            options: [
                .value("date", "DAY", "The day of issue, YYYY-MM-DD"), SeenVersion.option,
            ],
            arguments: [reference],
            examples: [.init("counterfoil invoice issue 7c1f", "By the end of its id.")],
            exitCodes: [.validation, .notFound, .conflict, .tryLater]
        ) { invocation, console in
            var form: [String: JSONValue] = [:]
            form["date"] = invocation.value("date").map { .string($0) }
            let invoice = try await agent.ask(
                .post, path(invocation) + ["issue"], body: .object(form),
                ifVersion: SeenVersion.named(in: invocation))
            answer(invoice, "Issued", on: console)
        }
    }

    var void: Command {
        Command(
            "void", "Void a document that nobody has seen; it keeps its number",
            discussion: "What was delivered, paid or credited is credited instead.",
            options: [.value("reason", "TEXT", "Why")], arguments: [reference],
            examples: [
                .init(
                    "counterfoil invoice void 2026-K7QD-0001 --reason 'Wrong client'",
                    "Before it is sent.")
            ],
            exitCodes: [.validation, .notFound, .conflict, .tryLater]
        ) { invocation, console in
            guard let reason = invocation.value("reason") else {
                throw CommandFailure.usage("A document is voided for a reason: --reason TEXT.")
            }
            let invoice = try await agent.ask(
                .post, path(invocation) + ["void"], body: ["reason": .string(reason)])
            answer(invoice, "Voided", on: console)
        }
    }

    var credit: Command {
        Command(
            "credit", "Draft a credit note that takes an invoice back",
            discussion: """
                Without --line it takes back all that is left of every line. The draft is read, \
                perhaps edited, and issued like any other.
                """,
            options: [
                .repeated("line", "PLACE=QUANTITY", "So much of one line, by its place from 1")
            ],
            arguments: [reference],
            examples: [
                .init("counterfoil invoice credit 2026-K7QD-0001", "All of it."),
                .init("counterfoil invoice credit 2026-K7QD-0001 --line 1=2", "Two of the first."),
            ],
            exitCodes: [.validation, .notFound, .conflict, .tryLater]
        ) { invocation, console in
            var lines: [String: JSONValue] = [:]
            for text in invocation.values("line") {
                let parts = text.split(separator: "=", omittingEmptySubsequences: false)
                guard parts.count == 2, Int(parts[0]) != nil else {
                    throw CommandFailure.usage(
                        "--line takes a place and a quantity, such as 1=2, not "
                            + "'\(visible(text))'.")
                }
                lines[String(parts[0])] = .string(String(parts[1]))
            }
            let invoice = try await agent.ask(
                .post, path(invocation) + ["credit"], body: ["lines": .object(lines)])
            answer(invoice, "Wrote the draft", on: console)
        }
    }
}
