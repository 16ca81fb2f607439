package import Money

/// Spreads money over open invoices, the one due first before the others.
package struct AllocationPlan: Hashable, Sendable {
    /// So much for one invoice.
    package struct Part: Hashable, Sendable {
        /// The invoice.
        package let invoice: Reference
        /// What it gets.
        package let amount: Amount
    }

    /// An invoice that could be paid.
    package struct Candidate: Hashable, Sendable {
        /// The invoice.
        package let invoice: Reference
        /// When it is due.
        package let due: CivilDate
        /// What is left to pay.
        package let open: Amount

        /// Takes an invoice.
        package init(invoice: Reference, due: CivilDate, open: Amount) {
            self.invoice = invoice
            self.due = due
            self.open = open
        }
    }

    /// What each invoice gets; none gets nothing.
    package let parts: [Part]
    /// What is left for the client's credit.
    package let rest: Amount

    /// Spreads an amount over the invoices of its currency; others are passed over.
    package init(of amount: Amount, over candidates: [Candidate]) {
        let ordered = candidates.filter { $0.open.currency == amount.currency }.sorted {
            ($0.due, $0.invoice) < ($1.due, $1.invoice)
        }
        var left = max(0, amount.minorUnits)
        var parts: [Part] = []
        for candidate in ordered where left > 0 && candidate.open.minorUnits > 0 {
            let units = min(left, candidate.open.minorUnits)
            left -= units
            let part = Amount(minorUnits: units, in: amount.currency)
            parts.append(Part(invoice: candidate.invoice, amount: part))
        }
        self.parts = parts
        rest = Amount(minorUnits: left, in: amount.currency)
    }
}
