import Calendar

/// Minutes of the calendar as cron describes them: minute, hour, day, month, weekday; in UTC.
///
/// Each field is `*` or a list of numbers and ranges, either with a step: `*/15`, `1-5`, `0,30`.
/// Sunday is 0 or 7. Where both the day and the weekday are restricted, either is enough.
package struct CronMinutes: Hashable, Sendable {
    private let minutes: [Int]
    private let hours: [Int]
    private let days: Set<Int>
    private let months: Set<Int>
    private let weekdays: Set<Int>
    private let isEitherDay: Bool

    /// Reads the five fields.
    package init(_ text: String) throws(JobError) {
        let fields = text.split(separator: " ").map(String.init)
        guard fields.count == 5, let minutes = Self.numbers(fields[0], in: 0...59),
            let hours = Self.numbers(fields[1], in: 0...23),
            let days = Self.numbers(fields[2], in: 1...31),
            let months = Self.numbers(fields[3], in: 1...12),
            let weekdays = Self.numbers(fields[4], in: 0...7)
        else { throw .malformedRhythm(text) }
        self.minutes = minutes.sorted()
        self.hours = hours.sorted()
        self.days = days
        self.months = months
        self.weekdays = Set(weekdays.map { $0 % 7 })
        isEitherDay = !fields[2].hasPrefix("*") && !fields[4].hasPrefix("*")
    }

    /// The last such minute after a moment and not after another, in seconds since 1970.
    func last(after start: Int64, upTo end: Int64) -> Int64? {
        let today = end.flooredQuotient(by: 86_400)
        // A leap day comes after eight years at the latest.
        let oldest = max(start.flooredQuotient(by: 86_400), today - 8 * 366)
        for day in stride(from: today, through: oldest, by: -1) where matches(day: day) {
            for hour in hours.reversed() {
                for minute in minutes.reversed() {
                    let moment = day * 86_400 + Int64(hour * 3_600 + minute * 60)
                    guard moment <= end else { continue }
                    return moment > start ? moment : nil
                }
            }
        }
        return nil
    }

    private func matches(day: Int64) -> Bool {
        let date = CalendarDay(daysSince1970: day)
        guard months.contains(date.month) else { return false }
        let weekday = CalendarDay.weekday(daysSince1970: day)
        let (isDay, isWeekday) = (days.contains(date.day), weekdays.contains(weekday))
        return isEitherDay ? isDay || isWeekday : isDay && isWeekday
    }

    private static func numbers(_ field: String, in range: ClosedRange<Int>) -> Set<Int>? {
        var numbers: Set<Int> = []
        for part in field.split(separator: ",", omittingEmptySubsequences: false) {
            let halves = part.split(separator: "/", omittingEmptySubsequences: false)
            guard (1...2).contains(halves.count), let bounds = bounds(halves[0], in: range),
                let step = halves.count == 2 ? Int(halves[1]) : 1, step > 0
            else { return nil }
            // A lone number with a step goes on to the end.
            let isOpen = halves.count == 2 && bounds.count == 1
            let last = isOpen ? range.upperBound : bounds.upperBound
            numbers.formUnion(stride(from: bounds.lowerBound, through: last, by: step))
        }
        return numbers
    }

    private static func bounds(
        _ text: Substring, in range: ClosedRange<Int>
    ) -> ClosedRange<Int>? {
        if text == "*" { return range }
        let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1],
            first <= last, range.contains(first), range.contains(last)
        else { return nil }
        return first...last
    }
}
