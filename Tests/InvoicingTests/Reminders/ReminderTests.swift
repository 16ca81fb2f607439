import Invoicing
import Money
import Testing

struct ReminderTests {
    private let zone = ZoneFiles.rules(of: "Europe/Berlin")
    private var planner: ReminderPlanner { ReminderPlanner(policy: .standard, zone: zone) }

    private func moment(_ date: String, _ hour: Int, _ minute: Int = 0) throws -> Moment {
        try zone.moment(of: CivilDate(date), at: TimeOfDay(hour: hour, minute: minute))
    }

    /// Issued on Monday 2026-11-02, due on Wednesday 2026-12-02.
    private func subject(
        _ status: InvoiceStatus = .unpaid, delivered: Moment? = nil, isDisputed: Bool = false,
        isOptedOut: Bool = false, schedule: ReminderSchedule? = nil, stopped: Set<Int> = []
    ) throws -> ReminderSubject {
        try ReminderSubject(
            invoice: Samples.reference(1), issueDate: CivilDate("2026-11-02"),
            dueDate: CivilDate("2026-12-02"), status: status, open: Samples.amount(100),
            firstDelivery: delivered, isDisputed: isDisputed, isOptedOut: isOptedOut,
            schedule: schedule, stopped: stopped)
    }

    private func key(_ rule: ReminderKey.Rule) throws -> ReminderKey {
        try ReminderKey(
            invoice: Samples.reference(1), rule: rule, occurrence: CivilDate("2026-12-02"))
    }

    private func decide(
        _ subject: ReminderSubject, _ now: Moment, done: Set<ReminderKey> = [], heard: [Moment] = []
    ) -> ReminderDecision {
        planner.decide(subject, at: now, done: done, heard: heard)
    }

    @Test(
        arguments: [
            ("2026-11-24", nil), ("2026-11-25", -7), ("2026-11-26", -7), ("2026-11-30", -3),
            ("2026-12-02", -3),
            ("2026-12-03", nil), ("2026-12-07", 3), ("2026-12-09", 7), ("2026-12-15", 7),
            ("2026-12-16", 14),
            ("2027-01-01", 30), ("2027-06-01", 30),
        ] as [(String, Int?)])
    func `only the latest step that has come goes out`(day: String, offset: Int?) throws {
        let decision = try decide(subject(), moment(day, 10))
        guard let offset else {
            guard case .nothing(let next?) = decision else {
                Issue.record("\(decision)")
                return
            }
            #expect(try next > moment(day, 10))
            return
        }
        #expect(decision == .send(try key(.offset(offset)), open: Samples.amount(100)))
        #expect(
            try decide(subject(), moment(day, 10), done: [key(.offset(offset))])
                != .send(key(.offset(offset)), open: Samples.amount(100)))
    }

    @Test(arguments: [
        (InvoiceStatus.draft, ReminderExclusion.notIssued), (.deleted, .notIssued), (.void, .void),
        (.paid, .settled), (.credited, .settled), (.issued, .settled),
    ])
    func `nothing is sent of what nobody owes`(
        status: InvoiceStatus, exclusion: ReminderExclusion
    ) throws {
        #expect(try decide(subject(status), moment("2026-12-07", 10)) == .excluded(exclusion))
    }

    @Test func `nothing is sent of what is disputed or not to be reminded`() throws {
        let now = try moment("2026-12-07", 10)
        #expect(try decide(subject(.overdue, isDisputed: true), now) == .excluded(.disputed))
        #expect(try decide(subject(.overdue, isOptedOut: true), now) == .excluded(.optedOut))
        #expect(try decide(subject(.overdue, schedule: .off), now) == .nothing(next: nil))
        let last = try key(.offset(3))
        #expect(try decide(subject(.partiallyPaid), now) == .send(last, open: Samples.amount(100)))
    }

    @Test func `an own schedule goes before the book's`() throws {
        let own = try ReminderSchedule(offsets: [5, 0])
        let now = try moment("2026-12-02", 10)
        #expect(
            try decide(subject(schedule: own), now)
                == .send(key(.offset(0)), open: Samples.amount(100)))
        for bad in [[1, 1], [-61], [366], Array(0...20)] {
            #expect(throws: InvoicingError.self) { try ReminderSchedule(offsets: bad) }
        }
    }

    @Test func `nothing goes out within a day of the first delivery`() throws {
        let late = try subject(.overdue, delivered: moment("2026-12-08", 12))
        #expect(
            try decide(late, moment("2026-12-09", 11, 59))
                == .nothing(next: moment("2026-12-09", 12)))
        let sent = ReminderDecision.send(try key(.offset(7)), open: Samples.amount(100))
        #expect(try decide(late, moment("2026-12-09", 12)) == sent)
        // A step before the due date that had come when it was delivered never goes out.
        let fresh = try subject(delivered: moment("2026-11-30", 9))
        #expect(
            try decide(fresh, moment("2026-12-01", 10)) == .nothing(next: moment("2026-12-07", 9)))
    }

    @Test func `the window is that of the book's clocks, also when they change`() throws {
        let saturday = try decide(subject(.overdue), moment("2026-12-05", 12))
        #expect(saturday == .nothing(next: try moment("2026-12-07", 9)))
        let early = try decide(subject(.overdue), moment("2026-12-07", 8, 59))
        #expect(early == .nothing(next: try moment("2026-12-07", 9)))
        let late = try decide(subject(.overdue), moment("2026-12-07", 17))
        #expect(late == .nothing(next: try moment("2026-12-08", 9)))
        let window = try SendWindow(
            weekdays: [.sunday], from: TimeOfDay(hour: 2), until: TimeOfDay(hour: 3))
        // On 2027-03-28 the hour from 2 to 3 does not exist in Berlin.
        let opening = window.opening(from: try moment("2027-03-22", 0), in: zone)
        #expect(opening == (try moment("2027-04-04", 2)))
        #expect(window.opening(from: .last, in: zone) == .last)
    }

    @Test func `a past-due reminder waits for a silent laptop, tells the owner once, and goes out`()
        throws
    {
        let due = try subject(.overdue)
        let ready = try moment("2026-12-07", 9)
        let silent = [ready.adding(seconds: -3 * 86_400), ready]
        let end = try moment("2026-12-10", 9)
        let waits = ReminderDecision.held(try key(.offset(3)), until: end)
        #expect(decide(due, ready, heard: silent) == waits)
        let notice = ReminderDecision.tellOwner(
            try key(.notice(offset: 7)), goesOut: try moment("2026-12-14", 9))
        // By then the step of seven days has come, and waits from its own day on.
        let told: Set<ReminderKey> = [try key(.notice(offset: 7))]
        #expect(decide(due, try moment("2026-12-11", 9), heard: silent) == notice)
        #expect(
            decide(due, try moment("2026-12-11", 9), done: told, heard: silent)
                == .held(try key(.offset(7)), until: try moment("2026-12-14", 9)))
        let out = try moment("2026-12-14", 9)
        let sent = ReminderDecision.send(try key(.offset(7)), open: Samples.amount(100))
        #expect(decide(due, out, done: told, heard: silent) == sent)
        let stopped = try subject(.overdue, stopped: [7])
        #expect(
            decide(stopped, out, done: told, heard: silent)
                == .nothing(next: try moment("2026-12-16", 9)))
    }

    @Test func `before the due date nobody waits for a silent laptop`() throws {
        let now = try moment("2026-11-25", 9)
        let sent = ReminderDecision.send(try key(.offset(-7)), open: Samples.amount(100))
        #expect(try decide(subject(), now, heard: [.first]) == sent)
    }

    @Test func `a reminder by hand goes out at its moment and once`() throws {
        let when = try moment("2026-12-05", 22)
        let manual = ManualReminder(reference: Samples.reference(7), when: when)
        let invoice = try subject(.overdue, isOptedOut: true)
        let early = when.adding(seconds: -1)
        #expect(planner.decide(manual, invoice, at: early, done: []) == .nothing(next: when))
        guard case .send(let key, _) = planner.decide(manual, invoice, at: when, done: []) else {
            Issue.record("it was not sent")
            return
        }
        #expect(planner.decide(manual, invoice, at: when, done: [key]) == .nothing(next: nil))
        let paid = try subject(.paid)
        #expect(planner.decide(manual, paid, at: when, done: []) == .excluded(.settled))
        let cancelled = ManualReminder(
            reference: Samples.reference(7), when: when, isCancelled: true)
        #expect(planner.decide(cancelled, invoice, at: when, done: []) == .nothing(next: nil))
    }

    @Test func `keys are texts that stay the same`() throws {
        let id = "00000000-0000-0000-0000-000000000001"
        #expect(try key(.offset(3)).description == "\(id)/due+3/2026-12-02")
        #expect(try key(.offset(-7)).description == "\(id)/due-7/2026-12-02")
        #expect(try key(.offset(0)).description == "\(id)/due+0/2026-12-02")
        #expect(try key(.notice(offset: 14)).description == "\(id)/notice+14/2026-12-02")
    }
}
