package import Money

/// What clients owe by how long it is due, in one currency.
package struct Aging: Hashable, Sendable {
    /// How long it is due.
    package enum Column: String, Hashable, Sendable, CaseIterable {
        case notDue, days1to30, days31to60, days61to90, days91

        /// The column of an invoice that is due so many days; below one it is not due yet.
        package init(daysPastDue days: Int) {
            self =
                switch days {
                case ..<1: .notDue
                case ...30: .days1to30
                case ...60: .days31to60
                case ...90: .days61to90
                default: .days91
                }
        }
    }

    /// What one client owes.
    package struct Row: Hashable, Sendable {
        /// The client.
        package let client: Reference
        /// What is open, in the order of `Column.allCases`.
        package let columns: [Amount]
        /// What of his money is not allocated, counted against what he owes.
        package let credit: Amount
        /// What is open less the credit.
        package let receivable: Amount
    }

    /// The currency.
    package let currency: Currency
    /// The day.
    package let date: CivilDate
    /// The clients that owe or have credit, by reference.
    package let rows: [Row]
    /// The sums of the columns.
    package let columns: [Amount]
    /// The sum of the credits.
    package let credit: Amount
    /// The receivables: all columns less the credit.
    package let receivable: Amount

    /// Draws up the list for each currency, by its code.
    ///
    /// - Parameter credits: what of each client's money is not allocated.
    package static func of(
        _ invoices: [ReportedInvoice], credits: [ClientCredit],
        asOf date: CivilDate
    ) throws(InvoicingError) -> [Aging] {
        let owed = invoices.filter {
            [.unpaid, .partiallyPaid, .overdue].contains($0.status) && !$0.open.isZero
        }
        let unused = credits.filter { !$0.amount.isZero }
        let currencies = owed.map(\.open.currency) + unused.map(\.amount.currency)
        return try mapped(currencies.distinct) { currency throws(InvoicingError) in
            try Aging(
                currency, date, owed.filter { $0.open.currency == currency },
                unused.filter { $0.amount.currency == currency })
        }
    }

    private init(
        _ currency: Currency, _ date: CivilDate, _ owed: [ReportedInvoice],
        _ credits: [ClientCredit]
    ) throws(InvoicingError) {
        let clients = Set(owed.map(\.client) + credits.map(\.client)).sorted()
        let rows = try mapped(clients) { client throws(InvoicingError) in
            try Self.row(
                client, owed.filter { $0.client == client },
                credits.filter { $0.client == client }.map(\.amount), currency, date)
        }
        self.currency = currency
        self.date = date
        self.rows = rows
        columns = try mapped(Array(Column.allCases.indices)) { index throws(InvoicingError) in
            try Amount.total(rows.map { $0.columns[index] }, currency)
        }
        credit = try Amount.total(rows.map(\.credit), currency)
        receivable = try Amount.total(rows.map(\.receivable), currency)
    }

    private static func row(
        _ client: Reference, _ owed: [ReportedInvoice], _ credits: [Amount], _ currency: Currency,
        _ date: CivilDate
    ) throws(InvoicingError) -> Row {
        let columns = try mapped(Column.allCases) { column throws(InvoicingError) in
            let here = owed.filter { invoice in
                let days = invoice.dueDate.map { $0.days(until: date) } ?? 0
                return Column(daysPastDue: days) == column
            }
            return try Amount.total(here.map(\.open), currency)
        }
        let credit = try Amount.total(credits, currency)
        let open = try Amount.total(columns, currency)
        do {
            return Row(
                client: client, columns: columns, credit: credit, receivable: try open - credit)
        } catch {
            throw .money(error)
        }
    }
}
