package import Money

/// What happened between the book and one client in one currency, with the balance after each
/// entry.
package struct Statement: Hashable, Sendable {
    /// What an entry is.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case invoice, creditNote, payment, refund, reversal

        /// Whether the client owes more after it.
        package var owesMore: Bool { self == .invoice || self == .refund || self == .reversal }
    }

    /// Something that changed what the client owes.
    package struct Event: Hashable, Sendable {
        /// The record.
        package let reference: Reference
        /// What it is.
        package let kind: Kind
        /// When.
        package let date: CivilDate
        /// A number or a few words.
        package let text: String
        /// How much, above zero.
        package let amount: Amount

        /// Takes an event.
        package init(
            reference: Reference, kind: Kind, date: CivilDate, text: String, amount: Amount
        ) {
            self.reference = reference
            self.kind = kind
            self.date = date
            self.text = text
            self.amount = amount
        }
    }

    /// An event, and what the client owes after it.
    package struct Entry: Hashable, Sendable {
        /// The event.
        package let event: Event
        /// What the client owes after it; below zero he has credit.
        package let balance: Amount
    }

    /// The currency.
    package let currency: Currency
    /// What the client owed before the first day.
    package let opening: Amount
    /// The entries of the period, by date, then by what they are, then by record.
    package let entries: [Entry]
    /// What the client owes at the end of the last day.
    package let closing: Amount

    /// Draws up a statement for each currency, by its code; both days are included.
    package static func of(
        _ events: [Event], from first: CivilDate, through last: CivilDate
    ) throws(InvoicingError) -> [Statement] {
        try mapped(events.map(\.amount.currency).distinct) { currency throws(InvoicingError) in
            let mine = events.filter { $0.amount.currency == currency && $0.date <= last }
            return try Statement(currency, mine.sorted(by: precedes), from: first)
        }
    }

    private init(
        _ currency: Currency, _ events: [Event], from first: CivilDate
    ) throws(InvoicingError) {
        var balance = Amount.zero(currency)
        var opening = balance
        var entries: [Entry] = []
        do {
            for event in events {
                balance =
                    try event.kind.owesMore ? balance + event.amount : balance - event.amount
                if event.date < first {
                    opening = balance
                } else {
                    entries.append(Entry(event: event, balance: balance))
                }
            }
        } catch {
            throw .money(error)
        }
        self.currency = currency
        self.opening = opening
        self.entries = entries
        closing = balance
    }

    private static func precedes(_ left: Event, _ right: Event) -> Bool {
        let order = { (kind: Kind) in Kind.allCases.firstIndex(of: kind) ?? 0 }
        return (left.date, order(left.kind), left.reference)
            < (right.date, order(right.kind), right.reference)
    }
}
