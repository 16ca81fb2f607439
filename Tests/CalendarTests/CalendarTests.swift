import Calendar
import Testing

struct CalendarTests {
    @Test(
        arguments: [
            (0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"),
            (951_782_400, "2000-02-29T00:00:00Z"), (1_795_271_787, "2026-11-21T14:36:27Z"),
            (4_107_542_399, "2100-02-28T23:59:59Z"), (4_107_542_400, "2100-03-01T00:00:00Z"),
            (-2_203_891_200, "1900-03-01T00:00:00Z"), (-62_135_596_800, "0001-01-01T00:00:00Z"),
            (253_402_300_799, "9999-12-31T23:59:59Z"),
        ] as [(Int64, String)])
    func `moments are written as RFC 3339 has it`(seconds: Int64, text: String) {
        #expect(UTCMoment(unixSeconds: seconds).rfc3339 == text)
    }

    /// Counted day by day with the rule of leap years alone.
    @Test func `every day of a thousand years follows the one before`() {
        var (year, month, day) = (1600 as Int64, 1, 1)
        for number in Int64(-135_140)..<230_000 {
            let found = CalendarDay(daysSince1970: number)
            guard (found.year, found.month, found.day) == (year, month, day) else {
                Issue.record("\(number) is \(found), not \(year)-\(month)-\(day)")
                return
            }
            let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
            day += 1
            if day > lengths[month - 1] { (month, day) = (month + 1, 1) }
            if month > 12 { (year, month) = (year + 1, 1) }
        }
    }

    @Test(arguments: [(0, 4), (-1, 3), (-4, 0), (3, 0), (20_413, 5)] as [(Int64, Int)])
    func `weekdays are those of the calendar on the wall`(days: Int64, weekday: Int) {
        #expect(CalendarDay.weekday(daysSince1970: days) == weekday)
    }
}
