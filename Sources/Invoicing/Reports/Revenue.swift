package import Money

/// What was earned in one month in one currency, by issue date.
package struct MonthlyRevenue: Hashable, Sendable {
    /// The first day of the month.
    package let month: CivilDate
    /// Invoices less credit notes, without tax; below zero when more was credited than invoiced.
    package let net: Amount
    /// The same with tax.
    package let total: Amount

    /// A document that counts.
    package struct Earning: Hashable, Sendable {
        /// When it was issued.
        package let date: CivilDate
        /// Without tax.
        package let net: Amount
        /// With tax.
        package let total: Amount
        /// Whether it takes back.
        package let isCredit: Bool

        /// Takes an invoice's or a credit note's figures; both are above zero.
        package init(date: CivilDate, net: Amount, total: Amount, isCredit: Bool) {
            self.date = date
            self.net = net
            self.total = total
            self.isCredit = isCredit
        }
    }

    /// Sums by currency and month: each month from the first to the last that has something, those
    /// without anything included.
    package static func of(
        _ earnings: [Earning]
    ) throws(InvoicingError) -> [(currency: Currency, months: [MonthlyRevenue])] {
        try mapped(earnings.map(\.total.currency).distinct) { currency throws(InvoicingError) in
            let mine = earnings.filter { $0.total.currency == currency }
            return (currency: currency, months: try months(mine, currency))
        }
    }

    private static func months(
        _ earnings: [Earning], _ currency: Currency
    ) throws(InvoicingError) -> [MonthlyRevenue] {
        let byMonth = Dictionary(grouping: earnings, by: \.date.startOfMonth)
        guard var month = byMonth.keys.min(), let last = byMonth.keys.max() else { return [] }
        var months: [MonthlyRevenue] = []
        while true {
            let here = byMonth[month] ?? []
            months.append(
                MonthlyRevenue(
                    month: month, net: try sum(here, \.net, currency),
                    total: try sum(here, \.total, currency)))
            guard month < last else { return months }
            month = try month.adding(months: 1)
        }
    }

    private static func sum(
        _ earnings: [Earning], _ figure: KeyPath<Earning, Amount>, _ currency: Currency
    ) throws(InvoicingError) -> Amount {
        do {
            var sum = Amount.zero(currency)
            for earning in earnings {
                let amount = earning[keyPath: figure]
                sum = try earning.isCredit ? sum - amount : sum + amount
            }
            return sum
        } catch {
            throw .money(error)
        }
    }
}
