/// A point in time, to the second, as POSIX counts: UTC without leap seconds.
///
/// Held inside years 1 … 9999 with two days to spare, so that every moment has a civil date in
/// every time zone.
package struct Moment: Hashable, Sendable {
    /// Seconds since 1970-01-01T00:00:00Z.
    package let seconds: Int64

    /// The earliest moment.
    package static let first = Moment(unchecked: (-719_162 + 2) * 86_400)

    /// The latest moment.
    package static let last = Moment(unchecked: (2_932_896 - 2) * 86_400)

    /// Takes seconds since 1970-01-01T00:00:00Z.
    package init(seconds: Int64) throws(InvoicingError) {
        guard seconds >= Self.first.seconds, seconds <= Self.last.seconds else {
            throw .dateOutOfRange
        }
        self.seconds = seconds
    }

    /// The moment so many seconds later, held at the ends of time.
    package func adding(seconds more: Int64) -> Moment {
        let (sum, isOver) = seconds.addingReportingOverflow(more)
        if isOver { return more < 0 ? .first : .last }
        return Moment(unchecked: min(max(sum, Self.first.seconds), Self.last.seconds))
    }

    /// How many seconds from this moment to another: positive when the other is later.
    package func seconds(until other: Moment) -> Int64 { other.seconds - seconds }

    /// Held at the ends of time.
    init(clamping seconds: Int64) {
        self.init(unchecked: min(max(seconds, Self.first.seconds), Self.last.seconds))
    }

    private init(unchecked: Int64) { seconds = unchecked }
}

extension Moment: Comparable {
    /// Earlier moments come first.
    package static func < (left: Moment, right: Moment) -> Bool { left.seconds < right.seconds }
}

extension Moment: CustomStringConvertible {
    /// The moment in UTC as RFC 3339 writes it: `2026-03-29T01:00:00Z`.
    package var description: String {
        let day = Int(seconds).flooredQuotient(86_400)
        let date = CivilDate(uncheckedDayNumber: Int32(day))
        return "\(date)T\(TimeOfDay(unchecked: Int(seconds) - day * 86_400))Z"
    }
}

/// A time on a clock face: 00:00:00 … 23:59:59.
package struct TimeOfDay: Hashable, Sendable {
    /// Seconds since midnight by the clock.
    package let seconds: Int

    /// Midnight, where a day begins.
    package static let midnight = TimeOfDay(unchecked: 0)

    /// Takes hours, minutes and seconds.
    package init(hour: Int, minute: Int = 0, second: Int = 0) throws(InvoicingError) {
        guard (0...23).contains(hour), (0...59).contains(minute), (0...59).contains(second) else {
            throw .malformed(expected: "a time between 00:00:00 and 23:59:59")
        }
        seconds = hour * 3_600 + minute * 60 + second
    }

    init(unchecked: Int) { seconds = unchecked }
}

extension TimeOfDay: Comparable, CustomStringConvertible {
    /// Earlier times come first.
    package static func < (left: TimeOfDay, right: TimeOfDay) -> Bool {
        left.seconds < right.seconds
    }

    /// The time as `HH:MM:SS`.
    package var description: String {
        let parts = [seconds / 3_600, seconds / 60 % 60, seconds % 60]
        return parts.map { $0.padded(to: 2) }.joined(separator: ":")
    }
}
