import AgentSocket
import Catalog
import CommandLine
import JSON

/// `counterfoil invoice line`: the lines of a draft.
extension InvoiceCommand {
    var line: Command {
        Command("line", "The lines of a draft", subcommands: [addLine, editLine, deleteLine])
    }

    private var place: Argument { Argument("line", .one, "Its place from 1, or its id") }

    private var lineForm: FormOptions {
        FormOptions(Catalog.line, besides: ["draft", "position", "product", "credits"])
    }

    private var addLine: Command {
        Command(
            "add", "Add a line behind the others",
            options: [
                .flag("product", "The text begins with a product's SKU or name"),
                SeenVersion.option,
            ],
            arguments: [reference, Argument("text", .one, LineText.help)],
            examples: [
                .init(
                    "counterfoil invoice line add 7c1f 'Butter; 2; 3.10; S 7'", "Two of butter."),
                .init("counterfoil invoice line add 7c1f --product 'B1; 5'", "Five of a product."),
            ],
            exitCodes: [.validation, .notFound, .conflict, .tryLater]
        ) { invocation, console in
            let text = try LineText(invocation.argument("text"))
            let line = try invocation.has("product") ? text.product() : text.line()
            let invoice = try await agent.ask(
                .post, path(invocation) + ["lines"], body: .object(line),
                ifVersion: SeenVersion.named(in: invocation))
            answer(invoice, "Added a line to", on: console)
        }
    }

    private var editLine: Command {
        Command(
            "edit", "Change a line; what is not named stays",
            options: lineForm.options + [SeenVersion.option], arguments: [reference, place],
            examples: [
                .init("counterfoil invoice line edit 7c1f 1 --quantity 4", "Four of the first.")
            ],
            exitCodes: [.validation, .notFound, .conflict, .tryLater]
        ) { invocation, console in
            let invoice = try await agent.ask(
                .patch, path(invocation) + ["lines", invocation.argument("line")],
                body: lineForm.json(invocation), ifVersion: SeenVersion.named(in: invocation))
            answer(invoice, "Changed a line of", on: console)
        }
    }

    private var deleteLine: Command {
        Command(
            "delete", "Take a line out", options: [SeenVersion.option],
            arguments: [reference, place],
            examples: [.init("counterfoil invoice line delete 7c1f 2", "The second.")],
            exitCodes: [.notFound, .conflict, .tryLater]
        ) { invocation, console in
            let invoice = try await agent.ask(
                .delete, path(invocation) + ["lines", invocation.argument("line")],
                ifVersion: SeenVersion.named(in: invocation))
            answer(invoice, "Took a line out of", on: console)
        }
    }
}
