/// When an invoice is due, counted from its issue date.
///
/// Every value prints as a text that reads back as the same value.
package enum Terms: Hashable, Sendable {
    /// On the day of issue.
    case immediately
    /// So many days after issue: 1 … 999.
    case net(days: Days)
    /// At the end of the month of issue, or so many months after it: 0 … 12.
    case endOfMonth(after: Months)
    /// So many days after issue, then on to the end of that month.
    case netEndOfMonth(days: Days)
    /// At the end of the month of issue, and so many days more.
    case endOfMonthPlus(days: Days)
    /// On a day of a later month, or its last day where it is shorter.
    case day(DayOfMonth, monthsAfter: Months)

    /// A number of days, 1 … 999.
    package struct Days: Hashable, Sendable {
        /// The number.
        package let count: Int

        /// Takes 1 … 999.
        package init(_ count: Int) throws(InvoicingError) {
            guard (1...999).contains(count) else {
                throw .malformed(expected: "between 1 and 999 days")
            }
            self.count = count
        }
    }

    /// A number of months, 0 … 12.
    package struct Months: Hashable, Sendable {
        /// The number.
        package let count: Int

        /// Takes 0 … 12.
        package init(_ count: Int) throws(InvoicingError) {
            guard (0...12).contains(count) else {
                throw .malformed(expected: "between 0 and 12 months")
            }
            self.count = count
        }

        static let zero = Months(unchecked: 0)
        static let one = Months(unchecked: 1)

        private init(unchecked: Int) { count = unchecked }
    }

    /// A day of a month, 1 … 31.
    package struct DayOfMonth: Hashable, Sendable {
        /// The day.
        package let number: Int

        /// Takes 1 … 31.
        package init(_ number: Int) throws(InvoicingError) {
            guard (1...31).contains(number) else {
                throw .malformed(expected: "a day of a month, 1 to 31")
            }
            self.number = number
        }
    }

    /// The due date of what is issued on a day; never before that day.
    package func dueDate(from issueDate: CivilDate) throws(InvoicingError) -> CivilDate {
        switch self {
        case .immediately: issueDate
        case .net(let days): try issueDate.adding(days: days.count)
        case .endOfMonth(let months):
            try issueDate.startOfMonth.adding(months: months.count).endOfMonth
        case .netEndOfMonth(let days): try issueDate.adding(days: days.count).endOfMonth
        case .endOfMonthPlus(let days): try issueDate.endOfMonth.adding(days: days.count)
        case .day(let day, let months): try due(on: day.number, months.count, from: issueDate)
        }
    }

    /// A day of this month that is already past is taken in the next one.
    private func due(
        on day: Int, _ months: Int, from issueDate: CivilDate
    ) throws(InvoicingError) -> CivilDate {
        let due = try issueDate.adding(months: months, anchorDay: day)
        return due < issueDate ? try issueDate.adding(months: months + 1, anchorDay: day) : due
    }
}
