package import Money

/// Every invoice of a currency in exactly one place: how many, and how much.
package struct Stats: Hashable, Sendable {
    /// Where an invoice is counted.
    package enum Place: String, Hashable, Sendable, CaseIterable {
        case draft, unpaid, overdue, paid, void
    }

    /// How many, and how much.
    package struct Entry: Hashable, Sendable {
        /// Where.
        package let place: Place
        /// How many.
        package let count: Int
        /// How much: what is left to pay where it is unpaid or overdue, what was paid where it is
        /// paid, and the total of drafts and voided ones.
        package let amount: Amount
    }

    /// The currency.
    package let currency: Currency
    /// The entries, in the order of `Place.allCases`.
    package let entries: [Entry]

    /// Counts; one answer for each currency, by its code. Deleted drafts, and documents
    /// that nobody pays, are not counted.
    package static func of(_ invoices: [ReportedInvoice]) throws(InvoicingError) -> [Stats] {
        try mapped(invoices.map(\.total.currency).distinct) { currency throws(InvoicingError) in
            let mine = invoices.filter { $0.total.currency == currency }
            let entries = try mapped(Place.allCases) { place throws(InvoicingError) in
                let here = mine.filter { Self.place(of: $0) == place }
                let amount = try Amount.total(here.map { figure($0, place) }, currency)
                return Entry(place: place, count: here.count, amount: amount)
            }
            return Stats(currency: currency, entries: entries)
        }
    }

    /// Where an invoice is counted; partially paid ones are unpaid, credited ones are paid.
    package static func place(of invoice: ReportedInvoice) -> Place? {
        switch invoice.status {
        case .draft: .draft
        case .deleted, .issued: nil
        case .unpaid, .partiallyPaid: .unpaid
        case .overdue: .overdue
        case .paid, .credited: .paid
        case .void: .void
        }
    }

    private static func figure(_ invoice: ReportedInvoice, _ place: Place) -> Amount {
        switch place {
        case .draft, .void: invoice.total
        case .unpaid, .overdue: invoice.open
        case .paid: invoice.paid
        }
    }

    /// The entry of a place.
    package subscript(_ place: Place) -> Entry {
        entries.first { $0.place == place }
            ?? Entry(place: place, count: 0, amount: .zero(currency))
    }
}
