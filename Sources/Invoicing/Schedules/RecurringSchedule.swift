/// When something recurs: every so many days, weeks, months or years from a day on.
///
/// Months and years keep their anchor day: from the 31st on come 28, 29 or 30 where the month is
/// shorter, and 31 again.
package struct RecurringSchedule: Hashable, Sendable {
    /// What is counted.
    package enum Unit: String, Hashable, Sendable, CaseIterable {
        case day, week, month, year
    }

    /// When it ends.
    package enum End: Hashable, Sendable {
        case never
        /// The last day on which it may occur.
        case until(CivilDate)
        /// How many times it occurs.
        case count(Int)
    }

    /// What happens to occurrences that were missed.
    package enum CatchUp: String, Hashable, Sendable, CaseIterable {
        /// All are made.
        case all
        /// The latest is made.
        case one
        /// None is made.
        case none
    }

    /// How many units from one to the next.
    package let every: Int
    /// The unit.
    package let unit: Unit
    /// No occurrence is before this day.
    package let from: CivilDate
    /// The day of the month that is meant, for months and years.
    package let anchorDay: Int
    /// When it ends.
    package let end: End
    /// What happens to what was missed.
    package let catchUp: CatchUp

    /// Takes a schedule; the anchor is the first day's unless another is given.
    package init(
        every: Int = 1, unit: Unit, from: CivilDate, anchorDay: Int? = nil, end: End = .never,
        catchUp: CatchUp = .all
    ) throws(InvoicingError) {
        var fields = FieldGatherer()
        fields.expect((1...999).contains(every), "every", "a number between 1 and 999")
        fields.expect((1...31).contains(anchorDay ?? 1), "anchorDay", "a day between 1 and 31")
        if case .count(let count) = end {
            fields.expect((1...99_999).contains(count), "count", "a number between 1 and 99999")
        }
        try fields.check()
        self.every = every
        self.unit = unit
        self.from = from
        self.anchorDay = anchorDay ?? from.day
        self.end = end
        self.catchUp = catchUp
    }
}

extension RecurringSchedule {
    /// One occurrence: the first day of its period, and the last.
    package struct Occurrence: Hashable, Sendable {
        /// Its place, counted from 0.
        package let index: Int
        /// The first day of its period: with the schedule it makes the occurrence the only one.
        package let start: CivilDate
        /// The last day of its period.
        package let lastDay: CivilDate
    }

    /// The occurrence at a place; `nil` after the end.
    package func occurrence(_ index: Int) -> Occurrence? {
        guard index >= 0, isWithinCount(index), let start = start(index) else { return nil }
        if case .until(let last) = end, start > last { return nil }
        guard let next = self.start(index + 1), let lastDay = try? next.adding(days: -1) else {
            return Occurrence(index: index, start: start, lastDay: .last)
        }
        return Occurrence(index: index, start: start, lastDay: lastDay)
    }

    /// The first occurrence after today; `nil` when none is left.
    package func next(after today: CivilDate) -> Occurrence? { occurrence(countStarted(by: today)) }

    /// What is to be made today, the earliest first.
    ///
    /// - Parameters:
    ///   - last: the place of the last occurrence that was made or passed over.
    ///   - max: at most so many are given; the next call goes on after them.
    package func due(on today: CivilDate, after last: Int?, max: Int = 100) -> [Occurrence] {
        let first = (last ?? -1) + 1
        let indices = first..<Swift.max(first, countStarted(by: today))
        switch catchUp {
        case .all: return indices.prefix(Swift.max(0, max)).compactMap(occurrence)
        case .one: return indices.suffix(1).compactMap(occurrence)
        case .none: return indices.suffix(1).compactMap(occurrence).filter { $0.start == today }
        }
    }

    /// How many occurrences begin on a day or before.
    private func countStarted(by day: CivilDate) -> Int {
        var (low, high) = (0, estimate(day))
        while low < high {
            let middle = (low + high) / 2
            let isStarted = occurrence(middle).map { $0.start <= day } ?? false
            if isStarted { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// More than the number of occurrences until a day.
    private func estimate(_ day: CivilDate) -> Int {
        Swift.max(0, from.days(until: day))
            / (unit == .week ? 7 * every : unit == .day ? every : 28) + 2
    }

    private func isWithinCount(_ index: Int) -> Bool {
        if case .count(let count) = end { index < count } else { true }
    }

    private func start(_ index: Int) -> CivilDate? {
        let (steps, isOver) = index.multipliedReportingOverflow(by: every)
        guard !isOver, steps < 4_000_000 else { return nil }
        switch unit {
        case .day: return try? from.adding(days: steps)
        case .week: return try? from.adding(days: steps * 7)
        case .month: return try? months(steps)
        case .year: return try? months(steps * 12)
        }
    }

    /// An anchor that is already past in the first month begins in the next one.
    private func months(_ count: Int) throws(InvoicingError) -> CivilDate {
        let isPast = try from.adding(months: 0, anchorDay: anchorDay) < from
        return try from.adding(months: count + (isPast ? 1 : 0), anchorDay: anchorDay)
    }
}
