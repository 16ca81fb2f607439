package import Mail

/// A reminder before it is a mail: every one says how to get no more of them, in its text and in
/// the header that mail programs show as a button.
package struct ReminderMail: Sendable {
    /// Which reminder.
    package enum Kind: Sendable, CaseIterable {
        /// Before it is due.
        case friendly
        /// When it is due.
        case due
        /// After it was due.
        case pastDue

        /// The kind of mail.
        package var mailKind: MailKind {
            switch self {
            case .friendly: .reminderFriendly
            case .due: .reminderDue
            case .pastDue: .reminderPastDue
            }
        }
    }

    private let written: WrittenMail
    private let link: String

    /// Writes one. The values are those of the kind's placeholders but for the link.
    package init(
        _ kind: Kind, in language: MailLanguage, texts: MailTexts = MailTexts(),
        values: [String: String], unsubscribe link: String
    ) throws {
        let all = values.merging(["unsubscribe": link]) { _, link in link }
        written = try texts.write(kind.mailKind, language, all)
        self.link = link
    }

    /// The mail.
    package func message(
        id: MessageID, unixSeconds: Int64, from: Mailbox, to recipient: Mailbox
    ) throws -> Message {
        var message = try Message(
            id: id, unixSeconds: unixSeconds, from: from, to: [recipient],
            subject: HeaderText(written.subject), text: written.text)
        message.html = written.html
        message.unsubscription = try Unsubscription(link: link)
        return message
    }
}
