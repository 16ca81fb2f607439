import Invoicing
import Testing

struct CivilDateTests {
    @Test func `every day of the calendar follows the one before, prints and reads back`() throws {
        var (year, month, day) = (1, 1, 1)
        for number in Int(CivilDate.first.dayNumber)...Int(CivilDate.last.dayNumber) {
            let date = try CivilDate(dayNumber: number)
            guard date.parts == (year, month, day) else {
                Issue.record("day \(number) is \(date), expected \(year)-\(month)-\(day)")
                return
            }
            if number % 97 == 0 {
                #expect(try CivilDate(date.description) == date)
                #expect(try CivilDate(year: year, month: month, day: day) == date)
            }
            day += 1
            if day > CivilDate.dayCount(year: year, month: month) { (month, day) = (month + 1, 1) }
            if month > 12 { (year, month) = (year + 1, 1) }
        }
        #expect((year, month, day) == (10_000, 1, 1))
    }

    @Test(arguments: [
        ("1970-01-01", 0), ("2000-02-29", 11_016), ("1969-12-31", -1), ("2026-11-21", 20_778),
        ("0001-01-01", -719_162), ("9999-12-31", 2_932_896), ("1600-02-29", -135_081),
    ])
    func `known days have known numbers`(text: String, number: Int) throws {
        #expect(try CivilDate(text).dayNumber == number)
        #expect(try CivilDate(dayNumber: number).description == text)
    }

    @Test(arguments: [
        "", "2026-1-01", "2026-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "2026-04-31",
        "2026-01-00", "0000-01-01", "10000-01-01", "2026/01/01", "2026-01-01 ", " 2026-01-01",
        "2026-01-01T00:00:00Z", "+026-01-01", "２０２６-01-01", "2026-01-0١", "20260101",
    ])
    func `what is no date is refused`(text: String) {
        #expect(throws: InvoicingError.self) { try CivilDate(text) }
    }

    @Test(arguments: [
        ("2026-01-31", 1, "2026-02-28"), ("2028-01-31", 1, "2028-02-29"),
        ("2026-03-31", -1, "2026-02-28"), ("2026-12-31", 2, "2027-02-28"),
        ("2024-02-29", 12, "2025-02-28"), ("2024-02-29", 48, "2028-02-29"),
        ("2026-01-15", -13, "2024-12-15"), ("2026-08-31", 1, "2026-09-30"),
    ])
    func `months later fall on the same day or the last one`(
        from: String, months: Int, to: String
    ) throws {
        #expect(try CivilDate(from).adding(months: months).description == to)
    }

    @Test func `an anchor on the 31st comes back to the 31st`() throws {
        let february = try CivilDate("2026-02-28")
        #expect(try february.adding(months: 1, anchorDay: 31).description == "2026-03-31")
        #expect(try february.adding(months: 2, anchorDay: 31).description == "2026-04-30")
    }

    @Test func `beyond the calendar is an error, never a wrap`() throws {
        #expect(throws: InvoicingError.dateOutOfRange) { try CivilDate.last.adding(days: 1) }
        #expect(throws: InvoicingError.dateOutOfRange) { try CivilDate.first.adding(days: -1) }
        #expect(throws: InvoicingError.dateOutOfRange) { try CivilDate.last.adding(days: .max) }
        #expect(throws: InvoicingError.dateOutOfRange) { try CivilDate.first.adding(days: .min) }
        #expect(throws: InvoicingError.dateOutOfRange) { try CivilDate.last.adding(months: 1) }
        #expect(throws: InvoicingError.dateOutOfRange) { try CivilDate.first.adding(months: .min) }
        #expect(throws: InvoicingError.dateOutOfRange) { try CivilDate.last.adding(months: .max) }
        #expect(throws: InvoicingError.dateOutOfRange) { try CivilDate(dayNumber: .max) }
        #expect(throws: InvoicingError.self) { try CivilDate(year: .max, month: 1, day: 1) }
    }

    @Test(arguments: [
        ("2026-11-21", Weekday.saturday, 2026, 47), ("2027-01-01", .friday, 2026, 53),
        ("2024-12-30", .monday, 2025, 1), ("2023-01-01", .sunday, 2022, 52),
        ("2000-02-29", .tuesday, 2000, 9), ("0001-01-01", .monday, 1, 1),
        ("9999-12-31", .friday, 9999, 52), ("1969-12-31", .wednesday, 1970, 1),
    ])
    func `weekdays and ISO weeks are known`(
        text: String, weekday: Weekday, year: Int, week: Int
    ) throws {
        let date = try CivilDate(text)
        #expect(date.weekday == weekday)
        #expect(date.isoWeek == (year, week))
    }
}
