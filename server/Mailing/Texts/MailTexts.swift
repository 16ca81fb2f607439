/// A subject and a body, as somebody wrote them.
package struct MailText: Hashable, Sendable {
    /// The subject; one line.
    package let subject: String
    /// The body: plain text, paragraphs with empty lines between.
    package let body: String

    /// Puts both together.
    package init(subject: String, body: String) {
        self.subject = subject
        self.body = body
    }
}

/// A text whose values are in place.
package struct WrittenMail: Hashable, Sendable {
    /// The subject.
    package let subject: String
    /// The body as plain text.
    package let text: String
    /// The body as HTML.
    package let html: String
}

/// The texts of all kinds of mail in all languages, with those that a book has for itself.
package struct MailTexts: Sendable {
    /// Which text.
    package struct Key: Hashable, Sendable {
        let kind: MailKind
        let language: MailLanguage

        /// The text of a kind in a language.
        package init(_ kind: MailKind, _ language: MailLanguage) {
            self.kind = kind
            self.language = language
        }
    }

    private let own: [Key: MailText]

    /// The usual texts, but for those of a book's own.
    package init(own: [Key: MailText] = [:]) { self.own = own }

    /// The text that stands for a kind in a language.
    package func text(_ kind: MailKind, _ language: MailLanguage) -> MailText {
        own[Key(kind, language)] ?? Self.usual(kind, language)
    }

    /// Writes a mail.
    package func write(
        _ kind: MailKind, _ language: MailLanguage, _ values: [String: String]
    ) throws(MailingError) -> WrittenMail {
        try Self.write(text(kind, language), kind, language, values)
    }

    /// Shows what a text would look like, before anybody keeps it.
    package static func preview(
        _ text: MailText, _ kind: MailKind, _ language: MailLanguage
    ) throws(MailingError) -> WrittenMail {
        try write(text, kind, language, kind.sampleValues(in: language))
    }

    private static func write(
        _ text: MailText, _ kind: MailKind, _ language: MailLanguage, _ values: [String: String]
    ) throws(MailingError) -> WrittenMail {
        let subject = try MailTemplate(text.subject, for: kind).filled(values)
        let body = try MailTemplate(text.body, for: kind).filled(values).withoutGaps
        return WrittenMail(
            subject: subject, text: body, html: MailHTML.page(body, language: language))
    }

    private static func usual(_ kind: MailKind, _ language: MailLanguage) -> MailText {
        let texts =
            switch language {
            case .english: english
            case .german: german
            case .french: french
            case .spanish: spanish
            case .polish: polish
            case .arabic: arabic
            }
        guard let text = texts[kind] else { preconditionFailure("every kind has its text") }
        return text
    }
}

extension String {
    /// An empty value leaves an empty paragraph behind, which goes.
    fileprivate var withoutGaps: String {
        var text = self
        while text.contains("\n\n\n") { text = text.replacing("\n\n\n", with: "\n\n") }
        return text.hasSuffix("\n") ? text : text + "\n"
    }
}
