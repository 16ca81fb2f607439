import Calendar

/// A moment as mails write it: `Sat, 21 Nov 2026 14:45:47 +0000`.
enum MailDate {
    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    // The years 1 to 9999, which is what the format can say.
    private static let range = Int64(-62_135_596_800)...253_402_300_799

    static func text(unixSeconds: Int64) -> String {
        let seconds = min(max(unixSeconds, range.lowerBound), range.upperBound)
        let moment = UTCMoment(unixSeconds: seconds)
        let weekday = weekdays[CalendarDay.weekday(daysSince1970: moment.daysSince1970)]
        let day = moment.day
        return "\(weekday), \(day.day) \(months[day.month - 1]) \(padded(day.year, 4)) "
            + moment.clockDigits.joined(separator: ":") + " +0000"
    }
}
