package import Money

/// How an invoice stands, derived and never kept. Documents that nobody pays are just issued.
package enum InvoiceStatus: String, Hashable, Sendable, CaseIterable {
    case draft, deleted, issued, unpaid, partiallyPaid, paid, credited, overdue, void

    /// The status in words.
    package var words: String { self == .partiallyPaid ? "partially paid" : rawValue }
}

/// What is left to pay of a document, and how the rest went.
package struct Balance: Hashable, Sendable {
    /// What is to be paid of the document.
    package let total: Amount
    /// What payments and credits of other documents paid of it.
    package let paid: Amount
    /// What its own credit notes took off it.
    package let credited: Amount
    /// Whether its own credit notes take all of it back, whether or not it had been paid.
    package let isWhollyCredited: Bool
    /// What is left to pay.
    package let open: Amount

    /// Takes the parts; paid and credited are together at most the total.
    package init(
        total: Amount, paid: Amount, credited: Amount, isWhollyCredited: Bool = false
    ) throws(InvoicingError) {
        self.total = total
        self.paid = paid
        self.credited = credited
        self.isWhollyCredited = isWhollyCredited
        do {
            open = try total - paid - credited
        } catch {
            throw .money(error)
        }
        guard !open.isNegative, !paid.isNegative, !credited.isNegative else {
            throw .malformed(expected: "paid and credited amounts that sum to the total at most")
        }
    }

    /// The balance of what was just issued.
    package init(issued total: Amount) {
        self.total = total
        paid = .zero(total.currency)
        credited = paid
        isWhollyCredited = false
        open = total
    }

    /// How the invoice stands on a day; a total of zero is paid at issue.
    package func status(due: CivilDate?, asOf today: CivilDate) -> InvoiceStatus {
        if isWhollyCredited { return .credited }
        if open.isZero { return .paid }
        if let due, today > due { return .overdue }
        return paid.isZero ? .unpaid : .partiallyPaid
    }

    /// How the invoice stands at a moment, by the clocks of the book.
    package func status(due: CivilDate?, at moment: Moment, in zone: ZoneRules) -> InvoiceStatus {
        status(due: due, asOf: zone.date(at: moment))
    }
}
