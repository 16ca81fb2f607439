/// On which days about the due date a client is reminded: −7 is a week before, 3 three days after.
package struct ReminderSchedule: Hashable, Sendable {
    /// Days after the due date, ascending, each once.
    package let offsets: [Int]

    /// What a book does that says nothing else; nothing on the due date itself.
    package static let standard = ReminderSchedule(unchecked: [-7, -3, 3, 7, 14, 30])

    /// No reminders.
    package static let off = ReminderSchedule(unchecked: [])

    /// Takes days between −60 and 365, at most twenty.
    package init(offsets: [Int]) throws(InvoicingError) {
        let ordered = Set(offsets).sorted()
        guard ordered.count == offsets.count, ordered.count <= 20,
            ordered.allSatisfy({ (-60...365).contains($0) })
        else {
            throw .malformed(
                expected: "at most 20 different days between -60 and 365 about the due date")
        }
        self.init(unchecked: ordered)
    }

    private init(unchecked: [Int]) { offsets = unchecked }
}

/// When reminders may be sent, by the clocks of the book.
package struct SendWindow: Hashable, Sendable {
    /// On which days of the week.
    package let weekdays: Set<Weekday>
    /// From when.
    package let from: TimeOfDay
    /// Until when, not included.
    package let until: TimeOfDay

    /// Takes at least one day, and a time that ends after it begins.
    package init(
        weekdays: Set<Weekday>, from: TimeOfDay, until: TimeOfDay
    ) throws(InvoicingError) {
        guard !weekdays.isEmpty, from < until else {
            throw .malformed(expected: "at least one weekday, and a time that ends after it begins")
        }
        self.weekdays = weekdays
        self.from = from
        self.until = until
    }

    private init(unchecked weekdays: Set<Weekday>, _ from: Int, _ until: Int) {
        self.weekdays = weekdays
        self.from = TimeOfDay(unchecked: from)
        self.until = TimeOfDay(unchecked: until)
    }

    /// From Monday to Friday between 9 and 17 o'clock.
    package static let officeHours = SendWindow(
        unchecked: [.monday, .tuesday, .wednesday, .thursday, .friday], 9 * 3_600, 17 * 3_600)

    /// Whether the window is open.
    package func isOpen(at moment: Moment, in zone: ZoneRules) -> Bool {
        let time = zone.time(at: moment)
        return weekdays.contains(zone.date(at: moment).weekday) && time >= from && time < until
    }

    /// The first moment from one on at which the window is open.
    package func opening(from moment: Moment, in zone: ZoneRules) -> Moment {
        if isOpen(at: moment, in: zone) { return moment }
        var date = zone.date(at: moment)
        // Clocks that skip a window leave the next week's.
        for _ in 0..<15 {
            let opening = max(zone.moment(of: date, at: from), moment)
            if isOpen(at: opening, in: zone) { return opening }
            guard let next = try? date.adding(days: 1) else { break }
            date = next
        }
        return .last
    }
}

/// How a book reminds.
package struct ReminderPolicy: Hashable, Sendable {
    /// On which days.
    package let schedule: ReminderSchedule
    /// When on those days.
    package let window: SendWindow
    /// How long a laptop may be silent before it may hold a payment that nobody knows of.
    package let silenceSeconds: Int64
    /// How long a reminder waits for a silent laptop at most.
    package let holdSecondsMax: Int64
    /// How long before the end of the wait the owner is told.
    package let noticeSeconds: Int64

    /// What a book does that says nothing else: a day of silence, 72 hours of waiting, the owner
    /// told a day before they end.
    package static let standard = ReminderPolicy(
        unchecked: .standard, .officeHours, 86_400, 72 * 3_600, 86_400)

    /// Takes times of at most 72 hours for the wait, and a notice within it.
    package init(
        schedule: ReminderSchedule = .standard, window: SendWindow = .officeHours,
        silenceSeconds: Int64 = 86_400, holdSecondsMax: Int64 = 72 * 3_600,
        noticeSeconds: Int64 = 86_400
    ) throws(InvoicingError) {
        var fields = FieldGatherer()
        fields.expect(
            (3_600...30 * 86_400).contains(silenceSeconds), "silence", "between 1 hour and 30 days")
        fields.expect((0...72 * 3_600).contains(holdSecondsMax), "hold", "at most 72 hours")
        fields.expect(noticeSeconds >= 0, "notice", "0 or more")
        try fields.check()
        self.init(
            unchecked: schedule, window, silenceSeconds, holdSecondsMax,
            min(noticeSeconds, holdSecondsMax))
    }

    /// The same policy with another schedule: a client's or an invoice's own.
    package func with(_ schedule: ReminderSchedule?) -> ReminderPolicy {
        ReminderPolicy(
            unchecked: schedule ?? self.schedule, window, silenceSeconds, holdSecondsMax,
            noticeSeconds)
    }

    private init(
        unchecked schedule: ReminderSchedule, _ window: SendWindow, _ silence: Int64,
        _ hold: Int64, _ notice: Int64
    ) {
        self.schedule = schedule
        self.window = window
        silenceSeconds = silence
        holdSecondsMax = hold
        noticeSeconds = notice
    }
}
