import Catalog
package import CommandLine

/// `counterfoil invoice`: what one bills, from the draft to the document and beyond.
package struct InvoiceCommand: Sendable {
    let agent: RunningAgent
    /// The fields of a draft that have options of their own.
    let form = FormOptions(
        Catalog.draft, besides: ["kind", "client", "corrects", "origin", "ownerDevice"])

    /// Speaks to the agent of this user.
    init(agent: RunningAgent) { self.agent = agent }

    /// Works out totals alone: that needs no agent.
    package init() { self.init(agent: RunningAgent(environment: [:])) }

    /// The noun with its verbs.
    package var command: Command {
        Command(
            "invoice", "What one bills",
            discussion: """
                A draft is edited as long as one likes. Issuing freezes it as a document with a \
                number; that never changes, and is voided or credited instead. Quotes, credit \
                notes and pro-formas are drafts and documents of their kind.
                """,
            subcommands: [
                add, list, show, edit, delete, line, charge, issue, void, credit, compute,
            ])
    }

    /// How a person names a draft or a document.
    var reference: Argument {
        Argument("invoice", .one, "Its number, its id, or how the id of a draft ends")
    }

    /// Where the agent answers about one.
    func path(_ invocation: Invocation) -> [String] {
        ["invoices", invocation.argument("invoice")]
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
