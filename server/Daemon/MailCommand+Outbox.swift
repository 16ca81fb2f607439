import Bytes
import CommandLine
import JSON
import Mailing
import PostgreSQL

/// The verbs that look into the outbox, and those that decide what a machine must not.
extension MailCommand {
    private static let exampleID = "019a9f3e-8c00-7000-8000-000000000001"

    var list: Command {
        Command(
            "list", "List mails, the newest first",
            options: [
                .value(
                    "state", "STATE", "Only those in this state",
                    choices: DeliveryState.allCases.map(\.rawValue)),
                .value("kind", "KIND", "Only those of this kind"),
                .value("to", "ADDRESS", "Only those to this address"),
                .value("limit", "N", "So many at most", fallback: "50"),
            ],
            examples: [
                .init(
                    "counterfoil-server mail list --state uncertain",
                    "Those that wait for a person."),
                .init("counterfoil-server mail list --to ann@example.com", "What Ann got."),
            ],
            exitCodes: [.tryLater]
        ) { invocation, console in
            let state = invocation.value("state").flatMap(DeliveryState.init(rawValue:))
            let limit = try invocation.integer("limit", in: 1...10_000) ?? 50
            let mails = try await setup.withPool(invocation) { pool in
                try await Outbox(pool: pool).mails(
                    in: state, of: invocation.value("kind"), to: invocation.value("to"),
                    countMax: limit)
            }
            let forms = mails.map { MailForm(mail: $0) }
            if console.isJSON { return console.answer(.array(forms.map(\.json))) }
            var table = Table(MailForm.columns)
            for form in forms { table.add(form.cells) }
            console.show(table)
        }
    }

    var show: Command {
        Command(
            "show", "Show what is known of one mail, with the mail server's words",
            arguments: [Argument("mail", .one, "Its id")],
            examples: [
                .init("counterfoil-server mail show \(Self.exampleID)", "See why it failed.")
            ],
            exitCodes: [.validation, .notFound, .tryLater]
        ) { invocation, console in
            let id = try Self.id(invocation)
            let mail = try await setup.withPool(invocation) { pool in
                try await Outbox(pool: pool).mail(id)
            }
            let form = MailForm(mail: mail)
            if console.isJSON { return console.answer(form.json) }
            var table = Table([.text("", isFixed: true), .text("")])
            for (name, value) in form.facts { table.add([Phrase(name), Phrase(value)]) }
            console.show(table)
        }
    }

    var resend: Command {
        deciding(
            .resend, "resend", "Send an uncertain mail again, now and to the byte",
            "It keeps its Message-ID: who has it already is shown one mail.",
            "The recipient has not got it.", "The mail is sent again")
    }

    var accept: Command {
        deciding(
            .takeAsSent, "accept", "Take an uncertain mail for sent",
            "Its content is forgotten.", "The recipient has got it.", "The mail counts as sent")
    }

    var cancel: Command {
        deciding(
            .giveUp, "cancel", "Send a mail no more that waits or is uncertain",
            "Its content is forgotten.", "It is not wanted any more.", "The mail is given up")
    }

    private func deciding(
        _ decision: MailDecision, _ name: String, _ summary: String, _ discussion: String,
        _ occasion: String, _ told: String
    ) -> Command {
        Command(
            name, summary, discussion: discussion,
            arguments: [Argument("mail", .one, "Its id")],
            examples: [.init("counterfoil-server mail \(name) \(Self.exampleID)", occasion)],
            exitCodes: [.validation, .notFound, .conflict, .tryLater]
        ) { invocation, console in
            let id = try Self.id(invocation)
            let mail = try await setup.withPool(invocation) { pool in
                let outbox = Outbox(pool: pool)
                let reference = try await outbox.mail(id).reference
                try await outbox.decide(decision, about: reference, at: try await outbox.now())
                return try await outbox.mail(id)
            }
            if console.isJSON { return console.answer(MailForm(mail: mail).json) }
            console.say("\(told): \(id.text)")
        }
    }

    private static func id(_ invocation: Invocation) throws -> MailID {
        guard let id = MailID(text: invocation.argument("mail")) else {
            throw CommandFailure(
                .validation,
                "A mail's id looks like \(exampleID); 'counterfoil-server mail list' shows them.")
        }
        return id
    }
}
