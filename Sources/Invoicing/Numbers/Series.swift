/// A series of numbers: gapless, and chronological by issue date.
///
/// 1. Numbers follow each other without a gap, from 1 or from the start that was set; a raised
///    start leaves a gap that the series itself remembers.
/// 2. No number is dated before the last one, nor in the future.
/// 3. Where the pattern has the year, the count begins anew with the year of the issue date.
/// 4. A closed series gives no number any more.
package struct Series: Hashable, Sendable {
    /// What is numbered.
    package let kind: DocumentKind
    /// The name of the series.
    package let code: SeriesCode
    /// How its numbers are printed.
    package let pattern: NumberPattern
    /// The last number given.
    package private(set) var last: SeriesNumber?
    /// Counts that were passed over on purpose, when the start was raised.
    package private(set) var skipped: [SkippedCounts] = []
    /// Whether it still gives numbers.
    package private(set) var isOpen = true
    /// The lowest count that the next number may have.
    package private(set) var start: Int

    /// Opens a series whose first number has a count; the count is 1 or more.
    package init(
        kind: DocumentKind, code: SeriesCode, pattern: NumberPattern, start: Int = 1
    ) throws(InvoicingError) {
        guard kind.isNumbered else { throw .number(.notNumbered) }
        guard start >= 1, start <= NumberPattern.countMax else {
            throw .malformed(expected: "a start between 1 and \(NumberPattern.countMax)")
        }
        self.kind = kind
        self.code = code
        self.pattern = pattern
        self.start = start
    }

    /// Takes a series as it was kept: its last number and whether it is open.
    package init(
        kind: DocumentKind, code: SeriesCode, pattern: NumberPattern, start: Int,
        last: SeriesNumber?, skipped: [SkippedCounts], isOpen: Bool
    ) throws(InvoicingError) {
        try self.init(kind: kind, code: code, pattern: pattern, start: start)
        self.last = last
        self.skipped = skipped
        self.isOpen = isOpen
    }

    /// Gives the next number to a document that is issued on a day.
    package mutating func take(
        on date: CivilDate, today: CivilDate
    ) throws(InvoicingError) -> SeriesNumber {
        guard isOpen else { throw .number(.seriesClosed(last: last?.text)) }
        guard date <= today else { throw .number(.dateInFuture(today: today)) }
        if let last, date < last.date { throw .number(.dateBeforeLast(last.date)) }
        let natural = naturalCount(on: date)
        let count = max(natural, start)
        guard count <= NumberPattern.countMax else { throw .number(.exhausted) }
        if count > natural, last != nil {
            let year = pattern.restartsYearly ? date.year : nil
            skipped.append(SkippedCounts(year: year, counts: natural...count - 1))
        }
        let number = SeriesNumber(
            kind: kind, text: pattern.printed(year: date.year, series: code, count: count),
            series: code, count: count, date: date)
        last = number
        start = 1
        return number
    }

    /// Raises the count of the next number.
    package mutating func raiseStart(to count: Int) throws(InvoicingError) {
        guard isOpen else { throw .number(.seriesClosed(last: last?.text)) }
        let floor = max(start - 1, last?.count ?? 0)
        guard count > floor else { throw .number(.startNotAbove(floor)) }
        guard count <= NumberPattern.countMax else { throw .number(.exhausted) }
        start = count
    }

    /// Closes the series with its last number, for ever.
    package mutating func close() { isOpen = false }

    /// Closes the series and opens another in its place, whose numbers are all different.
    package mutating func supersede(by code: SeriesCode) throws(InvoicingError) -> Series {
        guard code != self.code, pattern.pieces.contains(.series) else {
            throw .number(.printedAgain)
        }
        let successor = try Series(kind: kind, code: code, pattern: pattern)
        close()
        return successor
    }

    /// Whether the note kept outside the database tells of the same last number.
    ///
    /// It does not when the database was rewound or copied: then a new series goes on.
    package func agrees(with mark: SeriesNumber?) -> Bool { isOpen && mark == last }

    private func naturalCount(on date: CivilDate) -> Int {
        guard let last else { return start }
        let isNewYear = pattern.restartsYearly && date.year != last.date.year
        return isNewYear ? 1 : last.count + 1
    }
}

/// A number that a series gave.
package struct SeriesNumber: Hashable, Sendable {
    /// What is numbered.
    package let kind: DocumentKind
    /// The number as it is printed.
    package let text: String
    /// The series that gave it.
    package let series: SeriesCode
    /// Its count in the series.
    package let count: Int
    /// The issue date of its document.
    package let date: CivilDate

    /// Takes a number as it was kept.
    package init(
        kind: DocumentKind, text: String, series: SeriesCode, count: Int, date: CivilDate
    ) {
        self.kind = kind
        self.text = text
        self.series = series
        self.count = count
        self.date = date
    }
}

/// Counts of one year, or of all years, that were passed over on purpose.
package struct SkippedCounts: Hashable, Sendable {
    /// The year, where the count begins anew with it.
    package let year: Int?
    /// The counts.
    package let counts: ClosedRange<Int>

    /// Takes counts as they were kept.
    package init(year: Int?, counts: ClosedRange<Int>) {
        self.year = year
        self.counts = counts
    }
}
