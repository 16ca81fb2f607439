/// What makes a reminder the only one of its kind: whoever enters the key first sends it, and
/// nobody else ever does.
package struct ReminderKey: Hashable, Sendable {
    /// The invoice.
    package let invoice: Reference
    /// Which rule asks for it.
    package let rule: Rule
    /// Which time the rule asks: the due date it counts from, or the day that was named by hand.
    package let occurrence: CivilDate

    /// What asks for a reminder, or for a notice about one.
    package enum Rule: Hashable, Sendable {
        /// So many days after the due date.
        case offset(Int)
        /// Made by hand.
        case manual(Reference)
        /// The owner is told that a reminder waits, and goes out soon.
        case notice(offset: Int)
    }

    /// Takes all parts.
    package init(invoice: Reference, rule: Rule, occurrence: CivilDate) {
        self.invoice = invoice
        self.rule = rule
        self.occurrence = occurrence
    }
}

extension ReminderKey: CustomStringConvertible {
    /// The key as one text, the same for ever: `INVOICE/due+3/2026-12-01`.
    package var description: String {
        let rule =
            switch rule {
            case .offset(let days): "due\(days < 0 ? "" : "+")\(days)"
            case .manual(let reference): "manual-\(reference)"
            case .notice(let days): "notice\(days < 0 ? "" : "+")\(days)"
            }
        return "\(invoice)/\(rule)/\(occurrence)"
    }
}
