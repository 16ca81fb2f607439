import CommandLine
import JSON
import Mailing
import PostgreSQL
import ServerStore

/// What the texts of mails look like, as usual or as a book has written them.
extension MailCommand {
    var preview: Command {
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
