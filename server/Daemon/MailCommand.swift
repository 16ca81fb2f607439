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

/// `counterfoil-server mail`: what is in the outbox, whether mail gets through, and what the texts
/// look like.
struct MailCommand: Sendable {
    let setup: Setup

    var command: Command {
        Command(
            "mail", "Try the mail server, look at mails, decide about uncertain ones",
            subcommands: [list, show, resend, accept, cancel, test, preview])
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
}
