/// A day of the Gregorian calendar, which is also that of the times before it was made.
package struct CalendarDay: Hashable, Sendable {
    /// The year; the one before the year 1 is 0.
    package let year: Int64
    /// From 1 for January.
    package let month: Int
    /// From 1.
    package let day: Int

    private static let daysPerEra: Int64 = 146_097

    /// The day so many days after 1 January 1970.
    ///
    /// Years are counted from 1 March of the year 0 in eras of 400, so that a leap day is the last
    /// of its year, and every era has as many days.
    package init(daysSince1970 days: Int64) {
        let shifted = days + 719_468
        let era = shifted.flooredQuotient(by: Self.daysPerEra)
        let ofEra = shifted - era * Self.daysPerEra
        let yearOfEra = (ofEra - ofEra / 1_460 + ofEra / 36_524 - ofEra / 146_096) / 365
        let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let fromMarch = (5 * ofYear + 2) / 153
        day = Int(ofYear - (153 * fromMarch + 2) / 5 + 1)
        month = Int(fromMarch < 10 ? fromMarch + 3 : fromMarch - 9)
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// From 0 for Sunday.
    package static func weekday(daysSince1970 days: Int64) -> Int {
        // 1 January 1970 was a Thursday.
        let shifted = days + 4
        return Int(shifted - shifted.flooredQuotient(by: 7) * 7)
    }
}

extension Int64 {
    /// The quotient, rounded down.
    package func flooredQuotient(by divisor: Int64) -> Int64 {
        self / divisor - (self % divisor < 0 ? 1 : 0)
    }
}
