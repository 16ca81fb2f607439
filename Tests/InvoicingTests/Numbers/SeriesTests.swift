import Invoicing
import Seeds
import Testing

struct SeriesTests {
    private func series(
        _ pattern: String = "{year}-{series}-{n:4}", start: Int = 1
    ) throws -> Series {
        try Series(
            kind: .invoice, code: SeriesCode("K7QD"), pattern: NumberPattern(pattern), start: start)
    }

    private func day(_ text: String) throws -> CivilDate { try CivilDate(text) }

    @Test func `the count begins anew with the year of the issue date`() throws {
        var series = try series()
        let dates = ["2026-12-30", "2026-12-31", "2027-01-01", "2027-01-01", "2029-03-01"]
        let numbers = try dates.map { try series.take(on: day($0), today: day("2030-01-01")).text }
        #expect(
            numbers == [
                "2026-K7QD-0001", "2026-K7QD-0002", "2027-K7QD-0001", "2027-K7QD-0002",
                "2029-K7QD-0001",
            ])
    }

    @Test func `without the year in the pattern the count goes on`() throws {
        var series = try series("{series}-{n:4}")
        let dates = ["2026-12-31", "2027-01-01"]
        let numbers = try dates.map { try series.take(on: day($0), today: day("2030-01-01")).text }
        #expect(numbers == ["K7QD-0001", "K7QD-0002"])
    }

    @Test func `no number is dated before the last one or in the future`() throws {
        var series = try series()
        _ = try series.take(on: day("2026-11-20"), today: day("2026-11-21"))
        let before = series
        #expect(throws: InvoicingError.number(.dateBeforeLast(try day("2026-11-20")))) {
            try series.take(on: day("2026-11-19"), today: day("2026-11-21"))
        }
        #expect(throws: InvoicingError.number(.dateInFuture(today: try day("2026-11-21")))) {
            try series.take(on: day("2026-11-22"), today: day("2026-11-21"))
        }
        #expect(series == before)
    }

    @Test func `the start can only be raised`() throws {
        var series = try series(start: 100)
        #expect(throws: InvoicingError.number(.startNotAbove(99))) { try series.raiseStart(to: 99) }
        let date = try day("2026-11-21")
        #expect(try series.take(on: date, today: date).count == 100)
        #expect(throws: InvoicingError.number(.startNotAbove(100))) {
            try series.raiseStart(to: 100)
        }
        try series.raiseStart(to: 200)
        #expect(throws: InvoicingError.number(.startNotAbove(199))) {
            try series.raiseStart(to: 150)
        }
        #expect(try series.take(on: date, today: date).count == 200)
        #expect(series.skipped == [SkippedCounts(year: 2026, counts: 101...199)])
        #expect(try series.take(on: date, today: date).count == 201)
    }

    @Test func `a superseded series is closed with its last number`() throws {
        var series = try series()
        let date = try day("2026-11-21")
        _ = try series.take(on: date, today: date)
        var next = try series.supersede(by: SeriesCode("ABCD"))
        #expect(throws: InvoicingError.number(.seriesClosed(last: "2026-K7QD-0001"))) {
            try series.take(on: date, today: date)
        }
        #expect(try next.take(on: date, today: date).text == "2026-ABCD-0001")
    }

    @Test func `no series takes the place of another that would print its numbers again`() throws {
        var own = try series()
        #expect(throws: InvoicingError.number(.printedAgain)) {
            try own.supersede(by: SeriesCode("k7qd"))
        }
        var nameless = try Series(
            kind: .invoice, code: SeriesCode("BOOK"),
            pattern: NumberPattern("{year}-{n:4}", needsSeries: false))
        #expect(throws: InvoicingError.number(.printedAgain)) {
            try nameless.supersede(by: SeriesCode("OTHER"))
        }
        #expect(own.isOpen && nameless.isOpen)
    }

    @Test func `a series goes on only where its mark agrees`() throws {
        var series = try series()
        let date = try day("2026-11-21")
        #expect(series.agrees(with: nil))
        let first = try series.take(on: date, today: date)
        let rewound = series
        let second = try series.take(on: date, today: date)
        #expect(series.agrees(with: second))
        #expect(!series.agrees(with: first) && !series.agrees(with: nil))
        #expect(!rewound.agrees(with: second))
    }

    @Test func `an exhausted series says so`() throws {
        var series = try series(start: NumberPattern.countMax)
        let date = try day("2026-11-21")
        #expect(try series.take(on: date, today: date).text == "2026-K7QD-999999999")
        #expect(throws: InvoicingError.number(.exhausted)) {
            try series.take(on: date, today: date)
        }
        #expect(throws: InvoicingError.number(.exhausted)) { try series.raiseStart(to: .max) }
    }

    @Test func `a pro-forma has no series`() throws {
        #expect(throws: InvoicingError.number(.notNumbered)) {
            try Series(
                kind: .proForma, code: SeriesCode("A"), pattern: NumberPattern("{series}-{n}"))
        }
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func `a random series is gapless and in order`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let restarts = Bool.random(using: &random)
        var series = try series(restarts ? "{year}-{series}-{n:4}" : "{series}-{n:4}")
        var today = try day("2026-12-01")
        var numbers: [SeriesNumber] = []
        for _ in 0..<60 {
            today = try today.adding(days: Int.random(in: 0...20, using: &random))
            let date = try today.adding(days: Int.random(in: -15...3, using: &random))
            if Int.random(in: 0..<15, using: &random) == 0 {
                try? series.raiseStart(to: Int.random(in: 1...80, using: &random))
            }
            if let number = try? series.take(on: date, today: today) { numbers.append(number) }
        }
        #expect(numbers.count > 10)
        #expect(zip(numbers, numbers.dropFirst()).allSatisfy { $0.date <= $1.date })
        #expect(Set(numbers.map(\.text)).count == numbers.count)
        let audit = SeriesAudit(
            numbers.shuffled(using: &random), restartsYearly: restarts, first: numbers[0].count,
            skipped: series.skipped)
        #expect(audit.findings == [])
        // Whatever is taken out of the middle is found.
        let middle = numbers[numbers.count / 2]
        let isLast = numbers.last { $0.date.year == middle.date.year } == middle
        if !restarts || !isLast {
            let holed = SeriesAudit(
                numbers.filter { $0 != middle }, restartsYearly: restarts, first: numbers[0].count,
                skipped: series.skipped)
            #expect(
                holed.findings == [
                    .gap(
                        year: restarts ? middle.date.year : nil, counts: middle.count...middle.count
                    )
                ])
        }
    }

    @Test func `an audit finds doubles and disorder`() throws {
        let code = try SeriesCode("A")
        let number = { (count: Int, date: String) in
            SeriesNumber(
                kind: .invoice, text: "A-\(count)", series: code, count: count, date: try day(date))
        }
        let audit = try SeriesAudit(
            [
                number(1, "2026-01-05"), number(2, "2026-01-04"), number(2, "2026-01-04"),
                number(2, "2026-01-04"), number(5, "2026-01-06"),
            ], restartsYearly: false, skipped: [SkippedCounts(year: nil, counts: 3...3)])
        #expect(
            try audit.findings == [
                .outOfOrder(number(2, "2026-01-04"), after: number(1, "2026-01-05")),
                .duplicate(number(2, "2026-01-04"), times: 3), .gap(year: nil, counts: 4...4),
            ])
    }

    @Test func `minted codes are unambiguous, never numbers and never known ones`() throws {
        var random = SeededGenerator(seed: 5)
        var known: Set<SeriesCode> = []
        for _ in 0..<500 {
            let code = SeriesCode(using: &random, avoiding: known)
            #expect(code.text.utf8.count == 4)
            #expect(code.text.allSatisfy { SeriesCode.unambiguous.contains($0) })
            #expect(code.text.contains { $0.isLetter })
            #expect(known.insert(code).inserted)
            #expect(try SeriesCode(code.text.lowercased()) == code)
        }
        var again = SeededGenerator(seed: 5)
        #expect(known.contains(SeriesCode(using: &again)))
    }

    @Test(arguments: ["", "2026", "A-B", "ABCDEFGHIJKLM", "Ä", "A B"])
    func `what is no series code is refused`(text: String) {
        #expect(throws: InvoicingError.self) { try SeriesCode(text) }
    }

    @Test func `one number on two documents is an alarm, the same document twice is not`() {
        let hash = SHA256(of: [1])
        let one = NumberClash.Numbered(document: Samples.reference(1), number: "A-1", hash: hash)
        let two = NumberClash.Numbered(
            document: Samples.reference(2), number: "A-1", hash: SHA256(of: [2]))
        let other = NumberClash.Numbered(document: Samples.reference(3), number: "A-2", hash: hash)
        #expect(NumberClash.among([one, other, one]) == [])
        let clashes = NumberClash.among([two, other, one, two])
        #expect(clashes.map(\.stands) == [Samples.reference(2)])
        #expect(clashes.map(\.later) == [[Samples.reference(1)]])
    }
}
