/// A day of the week, Monday first, as ISO 8601 numbers them.
package enum Weekday: Int, Hashable, Sendable, CaseIterable {
    case monday = 1
    case tuesday, wednesday, thursday, friday, saturday, sunday
}

extension CivilDate {
    /// So many days later, or earlier when below zero.
    package func adding(days: Int) throws(InvoicingError) -> CivilDate {
        let (sum, isOver) = Int(dayNumber).addingReportingOverflow(days)
        guard !isOver else { throw .dateOutOfRange }
        return try CivilDate(dayNumber: sum)
    }

    /// So many months later, on the same day or the last one that the month has.
    ///
    /// The anchor is the day that is meant, so that a series from the 31st comes back to the 31st
    /// after a February; without one it is this date's day.
    package func adding(months: Int, anchorDay: Int? = nil) throws(InvoicingError) -> CivilDate {
        let (year, month, day) = parts
        let (sum, isOver) = (year * 12 + month - 1).addingReportingOverflow(months)
        guard !isOver else { throw .dateOutOfRange }
        let newYear = sum.flooredQuotient(12)
        guard (1...9999).contains(newYear) else { throw .dateOutOfRange }
        let newMonth = sum.flooredRemainder(12) + 1
        let wanted = max(1, anchorDay ?? day)
        let clamped = min(wanted, Self.dayCount(year: newYear, month: newMonth))
        return CivilDate(uncheckedYear: newYear, month: newMonth, day: clamped)
    }

    /// How many days from this one to another: positive when the other is later.
    package func days(until other: CivilDate) -> Int {
        Int(other.dayNumber) - Int(dayNumber)
    }

    /// The first day of the month.
    package var startOfMonth: CivilDate {
        let (year, month, _) = parts
        return CivilDate(uncheckedYear: year, month: month, day: 1)
    }

    /// The last day of the month.
    package var endOfMonth: CivilDate {
        let (year, month, _) = parts
        let day = Self.dayCount(year: year, month: month)
        return CivilDate(uncheckedYear: year, month: month, day: day)
    }

    /// The day of the week.
    package var weekday: Weekday {
        // 1970-01-01 was a Thursday.
        switch (Int(dayNumber) + 3).flooredRemainder(7) {
        case 0: .monday
        case 1: .tuesday
        case 2: .wednesday
        case 3: .thursday
        case 4: .friday
        case 5: .saturday
        default: .sunday
        }
    }

    /// The ISO 8601 week and the year that it belongs to, which is the year of its Thursday.
    package var isoWeek: (year: Int, week: Int) {
        let thursday = CivilDate(uncheckedDayNumber: dayNumber + Int32(4 - weekday.rawValue))
        let year = thursday.year
        let newYear = CivilDate(uncheckedYear: year, month: 1, day: 1)
        return (year, newYear.days(until: thursday) / 7 + 1)
    }
}
