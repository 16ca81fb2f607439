import AgentSocket
import Catalog
import CommandLine
import JSON

/// `counterfoil invoice charge`: what is taken off or put on a whole draft.
extension InvoiceCommand {
    var charge: Command {
        Command(
            "charge", "What is taken off a whole draft, or put on it",
            discussion: """
                An allowance is taken off and a charge put on, by a percentage of the lines or by \
                an amount; each says why, and how it is taxed. A discount of a line belongs to \
                the line.
                """,
            subcommands: [addCharge, editCharge, deleteCharge])
    }

    private var chargeForm: FormOptions { FormOptions(Catalog.charge, besides: ["draft"]) }

    private var chargePlace: Argument {
        Argument("charge", .one, "Its place from 1, or its id")
    }

    private var addCharge: Command {
        Command(
            "add", "Add an allowance or a charge to a draft",
            options: chargeForm.options + [SeenVersion.option], arguments: [reference],
            examples: [
                .init(
                    "counterfoil invoice charge add 7c1f --kind charge --amount '5 EUR' "
                        + "--reason Shipping --tax-category S --tax-rate 19", "Shipping."),
                .init(
                    "counterfoil invoice charge add 7c1f --kind allowance --percent 2 "
                        + "--reason Loyalty --tax-category S --tax-rate 19", "Two percent less."),
            ],
            exitCodes: [.validation, .notFound, .conflict, .tryLater]
        ) { invocation, console in
            let invoice = try await agent.ask(
                .post, path(invocation) + ["charges"], body: chargeForm.json(invocation),
                ifVersion: SeenVersion.named(in: invocation))
            answer(invoice, "Added a charge to", on: console)
        }
    }

    private var editCharge: Command {
        Command(
            "edit", "Change one; what is not named stays",
            options: chargeForm.options + [SeenVersion.option],
            arguments: [reference, chargePlace],
            examples: [
                .init(
                    "counterfoil invoice charge edit 7c1f 1 --amount '7 EUR'", "The first one.")
            ],
            exitCodes: [.validation, .notFound, .conflict, .tryLater]
        ) { invocation, console in
            let invoice = try await agent.ask(
                .patch, path(invocation) + ["charges", invocation.argument("charge")],
                body: chargeForm.json(invocation), ifVersion: SeenVersion.named(in: invocation))
            answer(invoice, "Changed a charge of", on: console)
        }
    }

    private var deleteCharge: Command {
        Command(
            "delete", "Take one out", options: [SeenVersion.option],
            arguments: [reference, chargePlace],
            examples: [.init("counterfoil invoice charge delete 7c1f 2", "The second.")],
            exitCodes: [.notFound, .conflict, .tryLater]
        ) { invocation, console in
            let invoice = try await agent.ask(
                .delete, path(invocation) + ["charges", invocation.argument("charge")],
                ifVersion: SeenVersion.named(in: invocation))
            answer(invoice, "Took a charge out of", on: console)
        }
    }
}
