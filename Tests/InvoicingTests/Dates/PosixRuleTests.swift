import Invoicing
import Testing

struct PosixRuleTests {
    private func clock(_ rule: String, _ text: String, hour: Int = 0) throws -> Int {
        let rules = try ZoneRules(posix: rule)
        let moment = try ZoneRules.utc.moment(of: CivilDate(text), at: TimeOfDay(hour: hour))
        return rules.offset(at: moment)
    }

    @Test(arguments: [
        ("<-03>3<-02>,M3.5.0/-2,M10.5.0/-1", "2026-03-28", 23, -10_800),
        ("<-03>3<-02>,M3.5.0/-2,M10.5.0/-1", "2026-03-29", 1, -7_200),
        ("EET-2EEST,M3.4.4/50,M10.4.4/50", "2026-03-27", 23, 7_200),
        ("EET-2EEST,M3.4.4/50,M10.4.4/50", "2026-03-28", 0, 10_800),
        ("AAA-1BBB,J60/0,J300/0", "2028-02-28", 23, 3_600),
        ("AAA-1BBB,J60/0,J300/0", "2028-02-29", 22, 3_600),
        ("AAA-1BBB,J60/0,J300/0", "2028-02-29", 23, 7_200),
        ("AAA-1BBB,59/0,300/0", "2028-02-28", 23, 7_200),
        ("AAA-1BBB,59/0,300/0", "2027-02-28", 23, 7_200),
        ("AAA-1BBB,59/0,300/0", "2027-02-28", 22, 3_600),
        ("EST5EDT4,0/0,J365/25", "2026-01-01", 5, -14_400),
        ("EST5EDT4,0/0,J365/25", "2026-12-31", 23, -14_400),
        ("IST-1GMT0,M10.5.0,M3.5.0/1", "2026-07-01", 0, 3_600),
        ("IST-1GMT0,M10.5.0,M3.5.0/1", "2026-12-31", 0, 0),
        ("AAA3BBB,M1.1.0/-167,M12.5.0/167", "2026-12-30", 0, -7_200),
        ("<+0545>-5:45", "9999-12-20", 0, 20_700), ("LMT0:01:15", "1901-01-01", 0, -75),
    ])
    func `a rule holds on its edges`(rule: String, date: String, hour: Int, offset: Int) throws {
        #expect(try clock(rule, date, hour: hour) == offset)
    }

    @Test(arguments: [
        "", "X1", "CET", "CET-1CEST", "CET-1CEST,M3.5.0", "CET-1CEST,M13.5.0,M10.5.0",
        "CET-1CEST,M3.6.0,M10.5.0", "CET-1CEST,M3.5.7,M10.5.0", "CET-25", "CET-1CEST,J0,J5",
        "CET-1CEST,J366,J5", "CET-1CEST,366,5", "CET-1CEST,M3.5.0/168,M10.5.0", "<CET-1",
        "CET-1:60", "CET-1CEST,M3.5.0,M10.5.0/3x", "<>1", ":Europe/Berlin", "CET-1CEST,,",
        "C3T-1", "CET-1CEST,M3.5.0,M10.5.0,M1.1.1", "CET--1", "CET-1CEST,M3.5.,M10.5.0",
    ])
    func `what is no rule is refused`(rule: String) {
        #expect(throws: InvoicingError.zone(.malformedFooter)) { try ZoneRules(posix: rule) }
    }

    @Test func `an endless rule is refused`() {
        let rule = String(repeating: "A", count: 100_000) + "1"
        #expect(throws: InvoicingError.zone(.malformedFooter)) { try ZoneRules(posix: rule) }
    }
}
