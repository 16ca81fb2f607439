/// Looks through the numbers of one series for what an auditor would ask about.
package struct SeriesAudit: Hashable, Sendable {
    /// What was found, in order of year and count.
    package let findings: [Finding]

    /// One thing to explain.
    package enum Finding: Hashable, Sendable {
        /// Numbers that nobody has.
        case gap(year: Int?, counts: ClosedRange<Int>)
        /// A number that several documents have.
        case duplicate(SeriesNumber, times: Int)
        /// A number that is dated before the one in front of it.
        case outOfOrder(SeriesNumber, after: SeriesNumber)
    }

    /// Takes the numbers in any order, and what the series passed over on purpose.
    ///
    /// - Parameter first: the count that the series began with.
    package init(
        _ numbers: [SeriesNumber], restartsYearly: Bool, first: Int = 1,
        skipped: [SkippedCounts] = []
    ) {
        let year = { (number: SeriesNumber) in restartsYearly ? number.date.year : nil }
        let ordered = numbers.sorted {
            (year($0) ?? 0, $0.count, $0.date) < (year($1) ?? 0, $1.count, $1.date)
        }
        var findings: [Finding] = []
        var previous: SeriesNumber?
        var times = 1
        for number in ordered {
            let isSameYear = previous.map { year($0) == year(number) } ?? false
            if let previous, isSameYear, previous.count == number.count {
                times += 1
                findings.removeAll { $0 == .duplicate(previous, times: times - 1) }
                findings.append(.duplicate(previous, times: times))
                continue
            }
            let expected = isSameYear ? (previous?.count ?? 0) + 1 : previous == nil ? first : 1
            if number.count > expected {
                let gaps = Self.unexplained(
                    expected...number.count - 1, in: year(number), skipped)
                findings += gaps.map { .gap(year: year(number), counts: $0) }
            }
            if let previous, number.date < previous.date {
                findings.append(.outOfOrder(number, after: previous))
            }
            previous = number
            times = 1
        }
        self.findings = findings
    }

    /// What is left of missing counts after those passed over on purpose.
    private static func unexplained(
        _ missing: ClosedRange<Int>, in year: Int?, _ skipped: [SkippedCounts]
    ) -> [ClosedRange<Int>] {
        var gaps: [ClosedRange<Int>] = []
        var next = missing.lowerBound
        let explained = skipped.filter { $0.year == year && $0.counts.overlaps(missing) }
        for range in explained.map(\.counts).sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if next < range.lowerBound { gaps.append(next...range.lowerBound - 1) }
            next = max(next, range.upperBound + 1)
        }
        if next <= missing.upperBound { gaps.append(next...missing.upperBound) }
        return gaps
    }
}
