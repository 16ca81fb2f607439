import Invoicing
import Seeds
import Testing

struct ZoneRulesTests {
    @Test(arguments: ZoneVectors.all)
    func `an offset is what another implementation says`(vectors: ZoneVectors) throws {
        let rules = ZoneFiles.rules(of: vectors.zone)
        for (second, offset) in ZoneVectors.pairs(vectors.instants) {
            let moment = try Moment(seconds: second)
            #expect(rules.offset(at: moment) == offset, "at \(moment)")
        }
    }

    @Test(arguments: ZoneVectors.all)
    func `a local time is the moment that another implementation says`(
        vectors: ZoneVectors
    ) throws {
        let rules = ZoneFiles.rules(of: vectors.zone)
        for (local, difference) in ZoneVectors.pairs(vectors.locals) {
            let clock = try Moment(seconds: local)
            let date = ZoneRules.utc.date(at: clock)
            let time = ZoneRules.utc.time(at: clock)
            let moment = rules.moment(of: date, at: time)
            #expect(moment.seconds == local + difference, "at \(date) \(time)")
        }
    }

    @Test(arguments: ["Etc/GMT+12", "Etc/GMT-14"])
    func `today differs by a day at the ends of the world`(zone: String) throws {
        let rules = ZoneFiles.rules(of: zone)
        let moment = try Moment(seconds: 1_798_758_000)
        #expect(moment.description == "2026-12-31T23:00:00Z")
        let expected = zone == "Etc/GMT+12" ? "2026-12-31" : "2027-01-01"
        #expect(rules.date(at: moment).description == expected)
    }

    @Test func `a skipped hour is later, a repeated hour is the first`() throws {
        let berlin = ZoneFiles.rules(of: "Europe/Berlin")
        let skipped = try berlin.moment(
            of: CivilDate("2026-03-29"), at: TimeOfDay(hour: 2, minute: 30))
        #expect(skipped.description == "2026-03-29T01:30:00Z")
        #expect(berlin.time(at: skipped).description == "03:30:00")
        let repeated = try berlin.moment(
            of: CivilDate("2026-10-25"), at: TimeOfDay(hour: 2, minute: 30))
        #expect(repeated.description == "2026-10-25T00:30:00Z")
    }

    @Test func `a day that was skipped altogether begins when the next one does`() throws {
        let apia = ZoneFiles.rules(of: "Pacific/Apia")
        let skipped = try apia.moment(of: CivilDate("2011-12-30"))
        let next = try apia.moment(of: CivilDate("2011-12-31"))
        #expect(skipped == next)
        #expect(apia.date(at: skipped).description == "2011-12-31")
    }

    @Test func `every moment's date and time lead back to it unless its hour is repeated`() throws {
        var random = SeededGenerator(seed: 7)
        for vectors in ZoneVectors.all {
            let rules = ZoneFiles.rules(of: vectors.zone)
            for _ in 0..<500 {
                let seconds = Int64.random(
                    in: Moment.first.seconds...Moment.last.seconds, using: &random)
                let moment = try Moment(seconds: seconds)
                let back = rules.moment(of: rules.date(at: moment), at: rules.time(at: moment))
                #expect(back <= moment)
                #expect(back.seconds(until: moment) <= 2 * 3_600)
                #expect(rules.date(at: back) == rules.date(at: moment))
            }
        }
    }

    @Test func `the ends of time have dates everywhere`() {
        for vectors in ZoneVectors.all {
            let rules = ZoneFiles.rules(of: vectors.zone)
            #expect(rules.date(at: .first) > .first)
            #expect(rules.date(at: .last) < .last)
            #expect(rules.moment(of: .first) == .first)
            #expect(rules.moment(of: .last) == .last)
        }
    }
}
