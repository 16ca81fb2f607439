import Invoicing
import Seeds
import Testing

struct NumberPatternTests {
    private let series = try! SeriesCode("K7QD")

    @Test(arguments: [
        ("{year}-{series}-{n:4}", "2026-K7QD-0042"),
        ("RE{n:6}/{year}/{series}", "RE000042/2026/K7QD"),
        ("{series}.{n}", "K7QD.42"), ("A-{series}-{year}_{n:1}", "A-K7QD-2026_42"),
        ("{year}-{series}-C{n:4}", "2026-K7QD-C0042"),
    ])
    func `a pattern prints a number and reads it back`(text: String, number: String) throws {
        let pattern = try NumberPattern(text)
        #expect(pattern.printed(year: 2026, series: series, count: 42) == number)
        let reading = try #require(pattern.reading(of: number))
        #expect(reading.count == 42 && reading.series == "K7QD")
        #expect(reading.year == (pattern.restartsYearly ? 2026 : nil))
    }

    @Test(arguments: [
        "", "2026", "{n}", "{series}{n}", "{year}{series}-{n}", "{series}-{n}-{n}",
        "{series}-{n:0}",
        "{series}-{n:10}", "{series}-{n", "{series}-{m}", "{series} {n}", "{series}-Ä{n}",
        "{year}-{year}-{series}-{n}", "{series}A{n}", "{series}-{n:}", "{series}-{n:+1}",
        "ABCDEFGHIJKLMNOPQRS-{series}-{n}", "{series}-{n}}", "{series}-{n}\n",
    ])
    func `a pattern that could print one number twice is refused`(text: String) {
        #expect(throws: InvoicingError.self) { try NumberPattern(text) }
    }

    @Test func `one series for the whole book may leave the series out`() throws {
        let pattern = try NumberPattern("{year}-{n:5}", needsSeries: false)
        #expect(pattern.reading(of: "2026-00042")?.count == 42)
    }

    @Test(arguments: [
        "2026-K7QD-42", "2026-K7QD-00042", "26-K7QD-0042", "2026-k7qd-0042", "2026-K7QD-0042-",
        "2026-2345-0042", "2026-K7QD-+042", "2026_K7QD-0042", "", "２０２６-K7QD-0042",
    ])
    func `a number that the pattern never prints is not read`(number: String) throws {
        #expect(try NumberPattern("{year}-{series}-{n:4}").reading(of: number) == nil)
    }

    @Test func `different years, series and counts never print alike`() throws {
        var random = SeededGenerator(seed: 21)
        let patterns = try [
            "{year}-{series}-{n:4}", "{series}.{n}-{year}", "X{n}/{series}A/{year}B",
        ]
        .map { try NumberPattern($0) }
        for pattern in patterns {
            var seen: [String: NumberPattern.Reading] = [:]
            for _ in 0..<5_000 {
                let year = Int.random(in: 2024...2027, using: &random)
                let count = Int.random(in: 1...30, using: &random)
                let letters = ["A", "AA", "A1", "1A", "11A", "AA1"]
                let series = try SeriesCode(letters.randomElement(using: &random)!)
                let number = pattern.printed(year: year, series: series, count: count)
                let reading = try #require(pattern.reading(of: number))
                #expect(reading.year == year && reading.series == series.text)
                #expect(reading.count == count)
                #expect(seen[number] ?? reading == reading)
                seen[number] = reading
            }
        }
    }

    @Test func `the kinds of a book never share a number`() throws {
        #expect(throws: Never.self) { try Numbering() }
        for other in ["{year}-{series}-{n:4}", "{year}-{series}-{n}", "{series}-{year}-{n:4}"] {
            #expect(throws: InvoicingError.self) { try Numbering(creditNotes: other) }
            #expect(throws: InvoicingError.self) { try Numbering(quotes: other) }
        }
        #expect(throws: Never.self) {
            try Numbering(
                invoices: "R-{series}-{n}", creditNotes: "G-{series}-{n}", quotes: "A-{series}-{n}")
        }
        #expect(throws: InvoicingError.self) {
            try Numbering(quotes: Numbering.defaults.creditNotes)
        }
    }

    @Test func `one series for the book is numbered by the server alone`() throws {
        let numbering = try Numbering(
            authority: .serverAlone, invoices: "{year}-{n:5}", creditNotes: "C{year}-{n:5}",
            quotes: "Q{year}-{n:5}")
        #expect(throws: InvoicingError.number(.onlyOnline)) {
            try numbering.checkAuthority(isServer: false)
        }
        #expect(throws: Never.self) { try numbering.checkAuthority(isServer: true) }
        #expect(throws: InvoicingError.number(.notNumbered)) {
            try numbering.pattern(of: .proForma)
        }
    }
}
