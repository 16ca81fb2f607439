import Invoicing
import Seeds
import Testing

struct RecurringScheduleTests {
    private func starts(_ schedule: RecurringSchedule, _ count: Int) -> [String] {
        (0..<count).compactMap { schedule.occurrence($0)?.start.description }
    }

    @Test func `the 31st clamps and comes back`() throws {
        let monthly = try RecurringSchedule(unit: .month, from: CivilDate("2027-12-31"))
        #expect(
            starts(monthly, 5) == [
                "2027-12-31", "2028-01-31", "2028-02-29", "2028-03-31", "2028-04-30",
            ])
        #expect(monthly.occurrence(1)?.lastDay.description == "2028-02-28")
        let leap = try RecurringSchedule(unit: .year, from: CivilDate("2024-02-29"))
        #expect(
            starts(leap, 5) == [
                "2024-02-29", "2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29",
            ])
        let quarterly = try RecurringSchedule(
            every: 3, unit: .month, from: CivilDate("2026-11-15"), anchorDay: 31)
        #expect(starts(quarterly, 3) == ["2026-11-30", "2027-02-28", "2027-05-31"])
        let late = try RecurringSchedule(unit: .month, from: CivilDate("2026-11-15"), anchorDay: 1)
        #expect(starts(late, 2) == ["2026-12-01", "2027-01-01"])
        let fortnightly = try RecurringSchedule(
            every: 2, unit: .week, from: CivilDate("2026-12-21"))
        #expect(starts(fortnightly, 2) == ["2026-12-21", "2027-01-04"])
    }

    @Test func `it ends by date or by count`() throws {
        let counted = try RecurringSchedule(
            unit: .month, from: CivilDate("2026-01-31"), end: .count(2))
        #expect(starts(counted, 9) == ["2026-01-31", "2026-02-28"])
        let dated = try RecurringSchedule(
            unit: .month, from: CivilDate("2026-01-31"), end: .until(CivilDate("2026-03-30")))
        #expect(starts(dated, 9) == ["2026-01-31", "2026-02-28"])
        #expect(dated.next(after: try CivilDate("2026-02-28")) == nil)
        #expect(dated.next(after: try CivilDate("2026-02-27"))?.index == 1)
        #expect(dated.due(on: try CivilDate("2030-01-01"), after: nil).map(\.index) == [0, 1])
    }

    @Test(arguments: [
        (RecurringSchedule.CatchUp.all, [2, 3, 4, 5]), (.one, [5]), (.none, []),
    ])
    func `what was missed is made up as the book wants`(
        catchUp: RecurringSchedule.CatchUp, expected: [Int]
    ) throws {
        let schedule = try RecurringSchedule(
            unit: .month, from: CivilDate("2026-01-01"), catchUp: catchUp)
        let today = try CivilDate("2026-06-15")
        #expect(schedule.due(on: today, after: 1).map(\.index) == expected)
        #expect(schedule.due(on: try CivilDate("2026-06-01"), after: 4).map(\.index) == [5])
        #expect(schedule.due(on: today, after: 5) == [])
        #expect(schedule.due(on: today, after: 99) == [])
    }

    @Test func `a schedule that nobody could mean is refused`() throws {
        let from = try CivilDate("2026-01-01")
        #expect(throws: InvoicingError.self) {
            try RecurringSchedule(every: 0, unit: .day, from: from)
        }
        #expect(throws: InvoicingError.self) {
            try RecurringSchedule(every: .max, unit: .day, from: from)
        }
        #expect(throws: InvoicingError.self) {
            try RecurringSchedule(unit: .month, from: from, anchorDay: 32)
        }
        #expect(throws: InvoicingError.self) {
            try RecurringSchedule(unit: .month, from: from, end: .count(0))
        }
    }

    @Test func `many years behind it gives a bounded number at a time, and goes on`() throws {
        let daily = try RecurringSchedule(unit: .day, from: .first)
        let today = try CivilDate("2026-11-21")
        let first = daily.due(on: today, after: nil)
        #expect(first.count == 100)
        #expect(daily.due(on: today, after: 99).first?.index == 100)
        #expect(daily.next(after: .last) == nil)
        #expect(daily.occurrence(.max) == nil && daily.occurrence(-1) == nil)
        #expect(daily.occurrence(Int(CivilDate.last.dayNumber) + 719_162)?.lastDay == .last)
    }

    @Test(arguments: 0..<150 as Range<UInt64>)
    func `looked at whenever, every period is made exactly once`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let unit = RecurringSchedule.Unit.allCases.randomElement(using: &random)!
        let from = try CivilDate("2023-12-29").adding(days: Int.random(in: 0..<800, using: &random))
        let schedule = try RecurringSchedule(
            every: Int.random(in: 1...5, using: &random), unit: unit, from: from,
            anchorDay: Bool.random(using: &random) ? nil : Int.random(in: 1...31, using: &random))
        var made: [RecurringSchedule.Occurrence] = []
        var known: Set<CivilDate> = []
        var today = from
        let end = try from.adding(days: 3_000)
        while today < end {
            // A restart may forget the last place but never what was made.
            let forgets = Int.random(in: 0..<8, using: &random) == 0
            let last = forgets ? nil : made.last?.index
            for occurrence in schedule.due(on: today, after: last, max: 4_000)
            where known.insert(occurrence.start).inserted {
                made.append(occurrence)
            }
            today = try today.adding(days: Int.random(in: 1...200, using: &random))
        }
        #expect(made.map(\.index) == Array(made.indices))
        for (one, next) in zip(made, made.dropFirst()) {
            #expect(try one.lastDay.adding(days: 1) == next.start)
            switch unit {
            case .day: #expect(one.start.days(until: next.start) == schedule.every)
            case .week: #expect(one.start.days(until: next.start) == schedule.every * 7)
            case .month, .year:
                let start = next.start
                #expect(start.day == schedule.anchorDay || start == start.endOfMonth)
                let months = (start.year - one.start.year) * 12 + start.month - one.start.month
                #expect(months == schedule.every * (unit == .year ? 12 : 1))
            }
        }
        #expect(try #require(made.first).start >= from)
        #expect(made.allSatisfy { $0.start <= today })
    }
}
