package import CommandLine

/// `counterfoil invoice`: what one bills.
package struct InvoiceCommand: Sendable {
    /// Needs nothing but what it reads.
    package init() {}

    /// The noun with its verbs.
    package var command: Command {
        Command("invoice", "What one bills", subcommands: [compute])
    }

    private var compute: Command {
        Command(
            "compute", "Work out the totals of an invoice",
            discussion: """
                Reads one invoice as JSON, or one on each line, and needs neither an agent nor a \
                network. The form is described in docs/invoice-json.md. With --json each invoice \
                is answered on a line of its own, every intermediate included.
                """,
            arguments: [Argument("file", .one, "A file, or - for the standard input")],
            examples: [
                .init("counterfoil invoice compute invoice.json", "See the totals."),
                .init("counterfoil invoice compute - --json < invoices.jsonl", "For a script."),
            ],
            exitCodes: [.validation, .notFound]
        ) { invocation, console in
            try InvoiceComputation(console: console).run(invocation.argument("file"))
        }
    }
}
