/// What a POSIX TZ rule says for every year: a standard offset, and perhaps another between two
/// days.
struct RecurringOffset: Hashable, Sendable {
    /// Seconds east of UTC in standard time.
    let standard: Int32
    /// The other offset, and when it begins and ends in each year.
    let saving: Saving?

    struct Saving: Hashable, Sendable {
        let offset: Int32
        let start: YearDay
        let end: YearDay
    }

    /// A day of every year and a local time on it, −167 … 167 hours.
    struct YearDay: Hashable, Sendable {
        let day: Day
        let seconds: Int32

        enum Day: Hashable, Sendable {
            /// 1 … 365; 29 February is never counted.
            case julian(Int)
            /// 0 … 365; 29 February is counted.
            case zeroBased(Int)
            /// Month 1 … 12, week 1 … 5 where 5 is the last, weekday 0 … 6 from Sunday.
            case weekday(month: Int, week: Int, day: Int)
        }
    }

    func offset(atSecond second: Int64) -> Int32 {
        guard saving != nil else { return standard }
        // A change may lie a week beyond its year: three years around hold the last one for
        // certain.
        let year = Self.year(of: second)
        let changes = changes(inYears: year - 2...year + 1)
        return changes.last { $0.second <= second }?.offset ?? standard
    }

    /// The changes in (after, through], ascending.
    func changes(after: Int64, through: Int64) -> [OffsetChange] {
        guard saving != nil, after < through else { return [] }
        let years = Self.year(of: after) - 1...Self.year(of: through) + 1
        return changes(inYears: years).filter { $0.second > after && $0.second <= through }
    }

    /// Where one saving ends at the very second when the next begins, the beginning comes last: so
    /// RFC 9636 writes saving all the year.
    private func changes(inYears years: ClosedRange<Int>) -> [OffsetChange] {
        guard let saving else { return [] }
        var changes: [OffsetChange] = []
        for year in years {
            let end = saving.end.second(inYear: year) - Int64(saving.offset)
            changes.append(OffsetChange(second: end, offset: standard))
        }
        for year in years {
            let start = saving.start.second(inYear: year) - Int64(standard)
            changes.append(OffsetChange(second: start, offset: saving.offset))
        }
        let ordered = changes.enumerated().sorted {
            ($0.element.second, $0.offset) < ($1.element.second, $1.offset)
        }
        return ordered.map(\.element)
    }

    /// The year of a second, held between 1 and 9999 with room on both sides.
    private static func year(of second: Int64) -> Int {
        let held = min(max(second, Moment.first.seconds), Moment.last.seconds)
        return CivilDate(uncheckedDayNumber: Int32(Int(held).flooredQuotient(86_400))).year
    }
}

extension RecurringOffset.YearDay {
    /// The second by the local clock, counted from 1970-01-01T00:00:00 by that clock.
    func second(inYear year: Int) -> Int64 {
        let newYear = Int(CivilDate(uncheckedYear: year, month: 1, day: 1).dayNumber)
        let isLeap = CivilDate.isLeap(year)
        let dayNumber =
            switch day {
            case .julian(let day): newYear + day - 1 + (isLeap && day >= 60 ? 1 : 0)
            case .zeroBased(let day): newYear + day
            case .weekday(let month, let week, let day):
                Self.dayNumber(year: year, month: month, week: week, weekday: day)
            }
        return Int64(dayNumber) * 86_400 + Int64(seconds)
    }

    private static func dayNumber(year: Int, month: Int, week: Int, weekday: Int) -> Int {
        let first = CivilDate(uncheckedYear: year, month: month, day: 1)
        let gap = (weekday - first.weekday.rawValue).flooredRemainder(7)
        let day = gap + 7 * (week - 1)
        let dayCount = CivilDate.dayCount(year: year, month: month)
        return Int(first.dayNumber) + (day < dayCount ? day : day - 7)
    }
}
