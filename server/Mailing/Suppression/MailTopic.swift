/// What a recipient may want no more of. Everything else is sent whatever they said: an invoice or
/// a receipt is nothing that one unsubscribes from.
package enum MailTopic: String, Hashable, Sendable, CaseIterable {
    /// Reminders of invoices that are not paid.
    case reminders

    /// The number that stands for it in links, for ever.
    var number: UInt8 {
        switch self {
        case .reminders: 1
        }
    }

    init?(number: UInt8) {
        guard let topic = Self.allCases.first(where: { $0.number == number }) else { return nil }
        self = topic
    }

    /// The topic of a mail's kind; nil for what cannot be unsubscribed from.
    package init?(kind: String) {
        guard kind == "reminder" || kind.hasPrefix("reminder-") else { return nil }
        self = .reminders
    }
}
