/// A moment in UTC, to the second, as the digits that dates and clocks are written with.
package struct UTCMoment: Hashable, Sendable {
    /// Seconds since the start of 1970.
    package let unixSeconds: Int64

    private static let secondsPerDay: Int64 = 86_400

    /// The moment so many seconds after the start of 1970.
    package init(unixSeconds: Int64) { self.unixSeconds = unixSeconds }

    /// Days since 1 January 1970.
    package var daysSince1970: Int64 { unixSeconds.flooredQuotient(by: Self.secondsPerDay) }

    /// The day.
    package var day: CalendarDay { CalendarDay(daysSince1970: daysSince1970) }

    /// Four digits of the year, two of the month, two of the day.
    package var dayDigits: [String] {
        [padded(day.year, 4), padded(Int64(day.month), 2), padded(Int64(day.day), 2)]
    }

    /// Two digits each of hour, minute and second.
    package var clockDigits: [String] {
        let rest = unixSeconds - daysSince1970 * Self.secondsPerDay
        return [rest / 3_600, rest / 60 % 60, rest % 60].map { padded($0, 2) }
    }

    /// RFC 3339: `2026-11-21T14:36:27Z`.
    package var rfc3339: String {
        "\(dayDigits.joined(separator: "-"))T\(clockDigits.joined(separator: ":"))Z"
    }
}

/// A number with zeros before it.
package func padded(_ number: Int64, _ digitCount: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, digitCount - digits.count)) + digits
}
