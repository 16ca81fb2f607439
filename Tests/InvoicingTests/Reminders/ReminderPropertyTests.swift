import Invoicing
import Money
import Seeds
import Testing

/// A scheduler that is started, stopped and multiplied at random over one invoice.
struct ReminderPropertyTests {
    private struct Run {
        let planner: ReminderPlanner
        let subject: ReminderSubject
        var sent: [(key: ReminderKey, at: Moment)] = []
        var entered: Set<ReminderKey> = []
        var told = 0

        /// Workers see what was entered up to some time ago; whoever enters a key first acts.
        mutating func look(at now: Moment, seen: Set<ReminderKey>, heard: [Moment]) {
            switch planner.decide(subject, at: now, done: seen, heard: heard) {
            case .send(let key, _):
                if entered.insert(key).inserted { sent.append((key, now)) }
            case .tellOwner(let key, _):
                if entered.insert(key).inserted { told += 1 }
            case .excluded, .nothing, .held: break
            }
        }
    }

    private func run(_ seed: UInt64, silent: Bool, steady: Bool) throws -> Run {
        var random = SeededGenerator(seed: seed)
        let zones = ["Etc/GMT+12", "Etc/GMT-14", "Europe/Berlin", "Australia/Lord_Howe"]
        let zone = ZoneFiles.rules(of: zones.randomElement(using: &random)!)
        let issued = try CivilDate("2026-09-01").adding(
            days: Int.random(in: 0..<60, using: &random))
        let due = try issued.adding(days: Int.random(in: 0...60, using: &random))
        let subject = ReminderSubject(
            invoice: Samples.reference(seed), issueDate: issued, dueDate: due, status: .overdue,
            open: Samples.amount(1), firstDelivery: zone.moment(of: issued))
        var run = Run(
            planner: ReminderPlanner(policy: .standard, zone: zone), subject: subject)
        var now = zone.moment(of: issued)
        let end = zone.moment(of: try due.adding(days: 45))
        var stale: Set<ReminderKey> = []
        while now < end {
            let heard = silent ? [Moment.first] : [now]
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                run.look(
                    at: now, seen: Bool.random(using: &random) ? run.entered : stale, heard: heard)
            }
            if Bool.random(using: &random) { stale = run.entered }
            let gap = steady ? 1_200 : Int64.random(in: 60...400_000, using: &random)
            now = now.adding(seconds: gap)
        }
        return run
    }

    private func check(_ run: Run) {
        let zone = run.planner.zone
        var last = Int.min
        for (key, at) in run.sent {
            guard case .offset(let offset) = key.rule else {
                Issue.record("\(key)")
                continue
            }
            #expect(offset > last, "a step came twice, or after a later one")
            last = offset
            #expect(run.planner.policy.window.isOpen(at: at, in: zone))
            #expect(run.subject.dueDate.days(until: zone.date(at: at)) >= offset)
            if offset < 0 { #expect(zone.date(at: at) <= run.subject.dueDate) }
            #expect(run.subject.firstDelivery!.seconds(until: at) >= 86_400)
        }
    }

    @Test(arguments: 0..<60 as Range<UInt64>)
    func `a reminder never fires twice, whatever the schedulers do`(seed: UInt64) throws {
        check(try run(seed, silent: false, steady: false))
        check(try run(seed, silent: true, steady: false))
    }

    @Test(arguments: 0..<12 as Range<UInt64>)
    func `a steady scheduler sends every step, also while a laptop stays silent`(
        seed: UInt64
    ) throws {
        for silent in [false, true] {
            let run = try run(seed, silent: silent, steady: true)
            check(run)
            let pastDue = run.sent.filter {
                if case .offset(let days) = $0.key.rule { days > 0 } else { false }
            }
            // Three days after the due date may fall on a weekend that ends with the next step's
            // wait.
            #expect(pastDue.count >= (silent ? 3 : 4), "\(run.sent.map(\.key.description))")
            for (key, at) in pastDue where silent {
                guard case .offset(let days) = key.rule else { continue }
                let ready = run.planner.policy.window.opening(
                    from: run.planner.zone.moment(of: try run.subject.dueDate.adding(days: days)),
                    in: run.planner.zone)
                #expect(ready.seconds(until: at) >= 72 * 3_600)
                let latest = run.planner.policy.window.opening(
                    from: ready.adding(seconds: 72 * 3_600 + 1_200), in: run.planner.zone)
                #expect(at <= latest.adding(seconds: 1_200))
            }
            #expect(run.told >= (silent ? pastDue.count : 0))
            if !silent { #expect(run.told == 0) }
        }
    }
}
