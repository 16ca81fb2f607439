import Bytes
import CommandLine
import JSON
import Logging
import Mail
import Mailing
import PostgreSQL

/// How a mail of the outbox looks to whoever operates the server.
struct MailForm {
    let mail: StoredMail

    /// The columns of a list.
    static let columns: [Table.Column] = [
        .text("MAIL", isFixed: true), .text("KIND"), .text("TO"), .text("STATE"), .text("TRIED"),
        .text("SINCE", isFixed: true), .text("WORDS"),
    ]

    /// One line of a list.
    var cells: [Phrase] {
        [
            Phrase(mail.reference.mail.text), Phrase(mail.kind), Phrase(mail.recipient),
            Phrase(mail.state.rawValue, style), Phrase("\(mail.attempts)"),
            Phrase(Self.text(mail.changedAt)), Phrase(mail.words ?? ""),
        ]
    }

    /// Everything, a line each.
    var facts: [(name: String, value: String)] {
        let facts: [(String, String?)] = [
            ("mail", mail.reference.mail.text), ("book", mail.reference.book?.text),
            ("kind", mail.kind), ("about", mail.subject), ("rule", mail.rule),
            ("occurrence", mail.occurrence), ("from", mail.sender), ("to", mail.recipient),
            ("message id", messageID), ("state", mail.state.rawValue), ("words", mail.words),
            ("tried", "\(mail.attempts)"), ("fate unknown", "\(mail.unknownCount)"),
            ("content", mail.hasContent ? "kept" : "gone"),
            ("queued", Self.text(mail.queuedAt)), ("due", dueAt),
            ("since", Self.text(mail.changedAt)),
            ("viewed", mail.viewedAt.map(Self.text)), ("next", advice),
        ]
        return facts.compactMap { name, value in
            value.flatMap { $0.isEmpty ? nil : (name, $0) }
        }
    }

    /// The same for scripts.
    var json: JSONValue {
        .object([
            "mail": .string(mail.reference.mail.text),
            "book": Self.json(mail.reference.book?.text), "kind": .string(mail.kind),
            "subject": .string(mail.subject), "rule": .string(mail.rule),
            "occurrence": .string(mail.occurrence), "from": .string(mail.sender),
            "to": .string(mail.recipient), "message_id": Self.json(messageID),
            "state": .string(mail.state.rawValue), "words": Self.json(mail.words),
            "attempts": .integer(Int64(mail.attempts)),
            "unknown_count": .integer(Int64(mail.unknownCount)),
            "has_content": .bool(mail.hasContent), "queued_at": .string(Self.text(mail.queuedAt)),
            "due_at": .string(Self.text(mail.dueAt)),
            "changed_at": .string(Self.text(mail.changedAt)),
            "viewed_at": Self.json(mail.viewedAt.map(Self.text)),
        ])
    }

    private var messageID: String? {
        let domain = mail.sender.split(separator: "@").last.map(String.init) ?? ""
        return try? mail.reference.messageID(at: domain).text
    }

    private var dueAt: String? {
        [.queued, .sending].contains(mail.state) ? Self.text(mail.dueAt) : nil
    }

    /// What a person can do.
    private var advice: String? {
        switch mail.state {
        case .uncertain:
            "ask the recipient, or the mail server's log for the message id; then 'mail resend', "
                + "'mail accept' or 'mail cancel'"
        case .queued: "'mail cancel' sends it no more"
        case .failed, .bounced: "mend what the words say, and send it anew from where it came"
        case .sending, .sent: nil
        }
    }

    private var style: Style {
        switch mail.state {
        case .queued: .cyan
        case .sending: .yellow
        case .sent: .green
        case .uncertain, .failed, .bounced: .red
        }
    }

    private static func text(_ time: Timestamp) -> String { timestamp(time.microseconds) }

    private static func json(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }
}
