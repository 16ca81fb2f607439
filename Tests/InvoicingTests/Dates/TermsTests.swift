import Invoicing
import Testing

struct TermsTests {
    @Test(arguments: [
        ("due immediately", "2026-01-31", "2026-01-31"),
        ("Due on receipt", "2026-01-31", "2026-01-31"),
        ("net 0", "2026-01-31", "2026-01-31"), ("net 30", "2026-01-31", "2026-03-02"),
        ("net-30", "2026-12-15", "2027-01-14"), ("NET30", "2026-12-15", "2027-01-14"),
        ("30 days", "2028-01-30", "2028-02-29"),
        ("end of month", "2026-02-10", "2026-02-28"), ("EOM", "2028-02-10", "2028-02-29"),
        ("end of next month", "2026-01-31", "2026-02-28"),
        ("end of next month", "2026-12-31", "2027-01-31"),
        ("end of month in 2 months", "2026-12-31", "2027-02-28"),
        ("net 14 end of month", "2026-01-20", "2026-02-28"),
        ("net 45 eom", "2026-01-31", "2026-03-31"),
        ("end of month plus 10", "2026-02-01", "2026-03-10"),
        ("15th of next month", "2026-12-31", "2027-01-15"),
        ("31st of next month", "2026-01-15", "2026-02-28"),
        ("15th of month", "2026-01-10", "2026-01-15"),
        ("15th of month", "2026-01-20", "2026-02-15"),
        ("31st of month", "2026-02-28", "2026-02-28"),
    ])
    func `terms give the due date`(text: String, issued: String, due: String) throws {
        #expect(try Terms(text).dueDate(from: CivilDate(issued)).description == due)
    }

    @Test(arguments: [
        "", "net", "net -1", "net 1000", "30", "end of", "end of next year", "net 14 end of week",
        "0th of month", "32nd of next month", "15th", "end of month plus",
        "end of month in 13 months",
        "net 30 please", "net ٣٠", "due", "net 99999999999999999999", "net +5", "net--5", "net - 5",
    ])
    func `what is no term is refused with examples`(text: String) {
        #expect(throws: InvoicingError.self) { try Terms(text) }
    }

    static let every: [Terms] =
        [.immediately]
        + [1, 14, 999].map { try! Terms.Days($0) }.flatMap { days -> [Terms] in
            [.net(days: days), .netEndOfMonth(days: days), .endOfMonthPlus(days: days)]
        }
        + (0...12).map { try! Terms.Months($0) }.flatMap { months -> [Terms] in
            [.endOfMonth(after: months)]
                + (1...31).map { .day(try! Terms.DayOfMonth($0), monthsAfter: months) }
        }

    @Test func `every term prints as a text that reads back as itself`() throws {
        for terms in Self.every { #expect(try Terms(terms.description) == terms) }
    }

    @Test func `nothing is due before it is issued, on any day of four years`() throws {
        var date = try CivilDate("2023-12-31")
        for _ in 0..<1_500 {
            for terms in Self.every { #expect(try terms.dueDate(from: date) >= date) }
            date = try date.adding(days: 1)
        }
    }

    @Test func `a due date beyond the calendar is an error`() {
        for terms in Self.every where terms != .immediately && terms != (try? Terms("end of month"))
        {
            if case .day(_, let months) = terms, months.count == 0 { continue }
            #expect(throws: InvoicingError.dateOutOfRange) { try terms.dueDate(from: .last) }
        }
    }
}
