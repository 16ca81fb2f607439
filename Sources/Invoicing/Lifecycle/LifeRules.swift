/// What happened to an issued document beside its payments, as far as it decides what is allowed.
package struct DocumentPast: Hashable, Sendable {
    /// Whether it was delivered to anybody, or may have been.
    package let wasDelivered: Bool
    /// Whether a payment was allocated to it or a credit note names it, now or ever.
    package let hasClaims: Bool

    /// Takes what happened.
    package init(wasDelivered: Bool, hasClaims: Bool) {
        self.wasDelivered = wasDelivered
        self.hasClaims = hasClaims
    }
}

/// Which transitions each status allows.
package enum LifeRules {
    /// What can be done in a status, in the order of `Transition`.
    package static func allowed(_ status: InvoiceStatus, _ past: DocumentPast) -> [Transition] {
        Transition.allCases.filter { isAllowed($0, status, past) }
    }

    /// Throws unless the transition is allowed.
    package static func check(
        _ asked: Transition, _ status: InvoiceStatus, _ past: DocumentPast
    ) throws(InvoicingError) {
        guard !isAllowed(asked, status, past) else { return }
        throw .refused(
            RefusedTransition(
                asked, present: status, allowed: allowed(status, past),
                reason: asked == .void ? reason(past) : nil))
    }

    private static func isAllowed(
        _ asked: Transition, _ status: InvoiceStatus, _ past: DocumentPast
    ) -> Bool {
        switch status {
        case .draft: [.edit, .issue, .delete].contains(asked)
        case .deleted: asked == .restore
        case .void: false
        case .unpaid, .partiallyPaid, .overdue:
            asked == .void
                ? !past.wasDelivered && !past.hasClaims
                : [.send, .pay, .credit, .remind].contains(asked)
        case .issued:
            asked == .void ? !past.wasDelivered && !past.hasClaims : asked == .send
        case .paid:
            asked == .void
                ? !past.wasDelivered && !past.hasClaims : [.send, .credit].contains(asked)
        case .credited: asked == .send
        }
    }

    private static func reason(_ past: DocumentPast) -> String? {
        if past.wasDelivered { return "and was delivered" }
        return past.hasClaims ? "and has a payment or credit" : nil
    }
}
