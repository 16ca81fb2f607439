/// What a mail is for, and what its text may speak of.
package enum MailKind: String, Hashable, Sendable, CaseIterable {
    /// Is this your address?
    case verification
    /// Somebody registered with your address, and you are here already.
    case accountExists = "account-exists"
    /// A way to a new password.
    case reset
    /// Your password was changed.
    case passwordChanged = "password-changed"
    /// Come and join a book.
    case invitation
    /// An invoice, or another document.
    case invoice
    /// A friendly word before it is due.
    case reminderFriendly = "reminder-friendly"
    /// It is due.
    case reminderDue = "reminder-due"
    /// It was due.
    case reminderPastDue = "reminder-past-due"
    /// It was paid.
    case receipt
    /// Something about it has changed.
    case status

    /// The placeholders of its texts.
    package var placeholders: [String] {
        switch self {
        case .verification, .reset: ["name", "link", "duration"]
        case .accountExists, .passwordChanged: ["name", "link"]
        case .invitation: ["name", "book", "inviter", "link", "duration"]
        case .invoice: ["client", "business", "number", "amount", "due", "message"]
        case .reminderFriendly, .reminderDue, .reminderPastDue:
            ["client", "business", "number", "amount", "due", "days", "unsubscribe"]
        case .receipt: ["client", "business", "number", "amount", "date"]
        case .status: ["client", "business", "number", "status"]
        }
    }

    /// Values that a preview shows, as the language writes them.
    package func sampleValues(in language: MailLanguage = .english) -> [String: String] {
        let local = language.sample
        let all = [
            "name": "Ada Lovelace", "link": "https://books.example.com/verify/EXAMPLE",
            // The link of a reset is good for an hour, which its texts count in minutes.
            "duration": self == .reset ? "60" : "24", "book": "Baker & Sons",
            "inviter": "Charles Baker", "client": "Ada Lovelace", "business": "Baker & Sons",
            "number": "2026-0042", "amount": local.amount, "due": local.due, "days": "7",
            "date": local.date, "message": "", "status": local.status,
            "unsubscribe": "https://books.example.com/unsubscribe/EXAMPLE",
        ]
        return all.filter { placeholders.contains($0.key) }
    }
}

/// The languages in which mails are written out of the box.
package enum MailLanguage: String, Hashable, Sendable, CaseIterable {
    /// English, which stands in for every language that is not here.
    case english = "en"
    /// German.
    case german = "de"
    /// French.
    case french = "fr"
    /// Spanish.
    case spanish = "es"
    /// Polish.
    case polish = "pl"
    /// Arabic.
    case arabic = "ar"

    /// The language of a tag such as `de-AT`.
    package init(tag: String) {
        let primary = tag.lowercased().prefix { $0 != "-" && $0 != "_" }
        self = MailLanguage(rawValue: String(primary)) ?? .english
    }

    /// What a preview says of an invoice.
    fileprivate var sample: (amount: String, due: String, date: String, status: String) {
        switch self {
        case .english: ("1,234.50 EUR", "24 December 2026", "20 December 2026", "issued")
        case .german: ("1.234,50 EUR", "24.12.2026", "20.12.2026", "ausgestellt")
        case .french:
            ("1 234,50 EUR", "24 décembre 2026", "20 décembre 2026", "émise")
        case .spanish: ("1.234,50 EUR", "24/12/2026", "20/12/2026", "emitida")
        case .polish: ("1234,50 EUR", "24.12.2026", "20.12.2026", "wystawiona")
        case .arabic: ("1,234.50 EUR", "2026/12/24", "2026/12/20", "صادرة")
        }
    }

    /// Whether it is written from the right.
    package var isRightToLeft: Bool { self == .arabic }
}
