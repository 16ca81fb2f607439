/// A day of the proleptic Gregorian calendar, as it is printed on an invoice: 0001-01-01 …
/// 9999-12-31.
///
/// Never a moment: which day it is "today" must be asked of the book's time zone.
package struct CivilDate: Hashable, Sendable {
    /// Days since 1970-01-01.
    package let dayNumber: Int32

    /// The first day that can be written with a year of four digits.
    package static let first = CivilDate(uncheckedDayNumber: -719_162)

    /// The last day that can be written with a year of four digits.
    package static let last = CivilDate(uncheckedDayNumber: 2_932_896)

    /// Takes a year, month and day; an error unless there is such a day.
    package init(year: Int, month: Int, day: Int) throws(InvoicingError) {
        guard (1...9999).contains(year), (1...12).contains(month),
            day >= 1, day <= Self.dayCount(year: year, month: month)
        else { throw .malformed(expected: Self.expectation) }
        self.init(uncheckedYear: year, month: month, day: day)
    }

    /// Takes days since 1970-01-01; an error outside the years 1 … 9999.
    package init(dayNumber: Int) throws(InvoicingError) {
        guard let small = Int32(exactly: dayNumber),
            small >= Self.first.dayNumber, small <= Self.last.dayNumber
        else { throw .dateOutOfRange }
        self.init(uncheckedDayNumber: small)
    }

    /// How many days a month has.
    package static func dayCount(year: Int, month: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Whether the year has a 29 February.
    package static func isLeap(_ year: Int) -> Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }

    init(uncheckedDayNumber: Int32) { dayNumber = uncheckedDayNumber }

    /// Counts years from March, so that the leap day is the last day of its year.
    init(uncheckedYear year: Int, month: Int, day: Int) {
        let marchYear = month <= 2 ? year - 1 : year
        let era = marchYear.flooredQuotient(400)
        let yearOfEra = marchYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        dayNumber = Int32(era * 146_097 + dayOfEra - 719_468)
    }
}

extension CivilDate {
    /// The year, month and day.
    package var parts: (year: Int, month: Int, day: Int) {
        let shifted = Int(dayNumber) + 719_468
        let era = shifted.flooredQuotient(146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        return (
            yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month,
            dayOfYear - (153 * marchMonth + 2) / 5 + 1
        )
    }

    /// The year, 1 … 9999.
    package var year: Int { parts.year }

    /// The month, 1 … 12.
    package var month: Int { parts.month }

    /// The day of the month, 1 … 31.
    package var day: Int { parts.day }
}

extension CivilDate: Comparable {
    /// Earlier days come first.
    package static func < (left: CivilDate, right: CivilDate) -> Bool {
        left.dayNumber < right.dayNumber
    }
}

extension Int {
    /// The quotient rounded towards minus infinity, for a divisor above zero.
    func flooredQuotient(_ divisor: Int) -> Int {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }

    /// The remainder that belongs to the floored quotient: 0 ..< divisor.
    func flooredRemainder(_ divisor: Int) -> Int { self - flooredQuotient(divisor) * divisor }
}
