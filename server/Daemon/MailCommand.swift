import Bytes
import CommandLine
import Configuration
import Crypto
import JSON
import Machine
import Mail
import Mailing
import PostgreSQL
import ServerStore

/// `counterfoil-server mail`: whether mail gets through, and what the texts look like.
struct MailCommand: Sendable {
    let setup: Setup

    var command: Command {
        Command("mail", "Try the mail server, look at mails", subcommands: [test, preview])
    }

    private var test: Command {
        Command(
            "test", "Send a mail that says that mail gets through",
            discussion: """
                It goes past the outbox and uses the settings that begin with smtp- and mail-. \
                Without a mail server it is written as a file.
                """,
            arguments: [Argument("address", .one, "Whom to")],
            examples: [.init("counterfoil-server mail test ann@example.com", "Try it.")],
            exitCodes: [.validation, .tryLater]
        ) { invocation, console in
            let mailing = setup.mail(try setup.configuration(invocation))
            let recipient = try MailAddress(invocation.argument("address"))
            let outcome = try await send(to: recipient, mailing)
            let words = try Self.acceptance(outcome)
            if console.isJSON {
                return console.answer(
                    [
                        "outcome": "accepted", "words": .string("\(words)"),
                        "way": .string(mailing.way),
                    ])
            }
            console.say("Accepted: \(words.description)")
            if !mailing.hasServer {
                console.note("No mail server is configured (smtp-server), so this is a file.")
            }
        }
    }

    private func send(
        to recipient: MailAddress, _ mailing: MailSetup
    ) async throws -> SendOutcome {
        let from = try mailing.from()
        let time = SystemClock().unixMicroseconds()
        var random = try SecureGenerator()
        let mail = MailID.timeOrdered(
            milliseconds: UInt64(clamping: time / 1_000), using: &random)
        let reference = MailReference(book: nil, mail: mail)
        let message = try Message(
            id: reference.messageID(at: from.address.domain), unixSeconds: time / 1_000_000,
            from: from, to: [Mailbox(recipient)],
            subject: HeaderText("Counterfoil can send mail ✓"),
            text: "This mail shows that the server's settings for mail work.\n")
        return try await mailing.transport().carry(
            CarriedMail(
                reference: reference,
                envelope: Envelope(sender: from.address, recipient: recipient),
                bytes: message.bytes(), deadline: .now.advanced(by: .seconds(120))))
    }

    private static func acceptance(_ outcome: SendOutcome) throws -> ServerWords {
        switch outcome {
        case .accepted(let words): return words
        case .refused(let words):
            throw CommandFailure(.failure, "The mail server refuses the mail: \(words)")
        case .refusedForNow(let words):
            throw CommandFailure(.tryLater, "The mail server refuses the mail now: \(words)")
        case .uncertain(let trouble):
            throw CommandFailure(
                .tryLater, "It is not known whether the mail was accepted. \(trouble)")
        case .notSent(let trouble): throw CommandFailure(.tryLater, "\(trouble)")
        }
    }

    private var preview: Command {
        let kinds = MailKind.allCases.map(\.rawValue)
        let languages = MailLanguage.allCases.map(\.rawValue)
        return Command(
            "preview", "Show a mail's text with values of an example",
            options: [
                .value(
                    "language", "TAG", "In which language", fallback: "en", choices: languages),
                .value("book", "ID", "With the texts of this book, by its id or name"),
            ],
            arguments: [Argument("kind", .one, "One of \(kinds.joined(separator: ", "))")],
            examples: [
                .init("counterfoil-server mail preview invoice --language de", "In German."),
                .init(
                    "counterfoil-server mail preview receipt --book 'Baker & Sons'",
                    "As that book has written it."),
            ],
            exitCodes: [.notFound]
        ) { invocation, console in
            guard let kind = MailKind(rawValue: invocation.argument("kind")) else {
                throw CommandFailure(
                    .notFound, "There is no such mail: \(kinds.joined(separator: ", ")).")
            }
            let language = MailLanguage(tag: invocation.value("language") ?? "en")
            let texts = try await texts(invocation)
            if let trouble = texts?.refused[MailTexts.Key(kind, language)] {
                console.note("The book's own text is not used: \(trouble)")
            }
            let mail = try MailTexts.preview(
                (texts?.texts ?? MailTexts()).text(kind, language), kind, language)
            if console.isJSON {
                return console.answer([
                    "subject": .string(mail.subject), "text": .string(mail.text),
                    "html": .string(mail.html),
                ])
            }
            console.say("\(mail.subject, .bold)")
            console.say("")
            for line in mail.text.split(separator: "\n", omittingEmptySubsequences: false) {
                console.say("\(String(line))")
            }
        }
    }
}

extension MailCommand {
    /// The texts of the book that was named.
    private func texts(_ invocation: Invocation) async throws -> BookTexts? {
        guard let named = invocation.value("book") else { return nil }
        return try await setup.withPool(invocation) { pool in
            let book = try await AdminDesk(setup: setup)
                .choose(named, in: ServerStore(pool: pool))
            return try await pool.withConnection { try $0.mailTexts(of: book) }
        }
    }
}

extension Setup {
    /// What the configuration says of mail.
    func mail(_ configuration: Configuration) -> MailSetup {
        // Without a home and without a setting there is no such directory, and nothing to fail yet.
        let data = try? dataDirectory(configuration)
        return MailSetup(configuration: configuration, directory: data.map { $0 + "/mails" })
    }
}
