import Seeds
import ServerJobs
import Testing

struct RhythmTests {
    /// 2026-03-01 00:00:00, a Sunday.
    private static let march: Int64 = 1_772_323_200
    private static let (minute, hour, day): (Int64, Int64, Int64) = (60, 3_600, 86_400)

    @Test(
        arguments: [
            (10, 100, 109, nil), (10, 100, 110, 110), (10, 99, 100, 100), (10, 0, 999, 990),
            (10, 100, 100, nil), (10, 100, 90, nil), (1, 5, 6, 6), (3_600, -7_300, -7_100, -7_200),
        ] as [(Int, Int64, Int64, Int64?)])
    func `every so many seconds, counted from 1970, and those that were missed count once`(
        seconds: Int, start: Int64, end: Int64, expected: Int64?
    ) {
        #expect(Rhythm.every(seconds: seconds).last(after: start, upTo: end) == expected)
    }

    @Test(
        arguments: [
            ("* * * * *", march + 90, march + 60),
            ("*/15 * * * *", march + 44 * minute, march + 30 * minute),
            ("5,35 * * * *", march + 34 * minute, march + 5 * minute),
            ("0 3 * * *", march + 2 * hour, march - day + 3 * hour),
            ("0 3 * * *", march + 3 * hour, march + 3 * hour),
            ("30 22-23 * * *", march + 12 * hour, march - minute * 30),
            ("0 0 1 * *", march + 20 * day, march),
            ("0 0 29 2 *", march, march - 731 * day),
            ("0 0 * * 1-5", march, march - 2 * day),
            ("0 0 * * 0", march + 3 * day, march),
            ("0 0 * * 7", march + 3 * day, march),
            ("0 0 15 * 1", march + 1 * day, march + 1 * day),
            ("0 0 15 * 1", march + 14 * day, march + 14 * day),
            ("0 0 31 12 *", march, march - 60 * day),
            ("50/5 0 * * *", march + hour, march + 55 * minute),
        ] as [(String, Int64, Int64)])
    func `the minutes that five fields describe`(
        text: String, end: Int64, expected: Int64
    ) throws {
        let rhythm = try Rhythm.cron(text)
        #expect(rhythm.last(after: end - 2_000 * Self.day, upTo: end) == expected)
        #expect(rhythm.last(after: expected, upTo: end) == nil)
    }

    @Test func `a day that no calendar has never comes`() throws {
        #expect(try Rhythm.cron("0 0 30 2 *").last(after: 0, upTo: Self.march) == nil)
    }

    @Test(arguments: [
        "", "* * * *", "* * * * * *", "60 * * * *", "* 24 * * *", "* * 0 * *", "* * 32 * *",
        "* * * 13 *", "* * * * 8", "5-1 * * * *", "*/0 * * * *", "1,,2 * * * *", "a * * * *",
        "1-2-3 * * * *", "-1 * * * *", "*/2/2 * * * *", "1- * * * *",
    ])
    func `anything else is refused`(text: String) {
        #expect(throws: JobError.malformedRhythm(text)) { try Rhythm.cron(text) }
    }

    @Test(arguments: 1...30) func `no moment counts twice and none is in the future`(
        seed: Int
    ) throws {
        var dice = SeededGenerator(seed: UInt64(seed))
        let fields = ["*/\(dice.number(1...59))", "*/\(dice.number(1...12))", "*", "*", "*"]
        let rhythms = [
            Rhythm.every(seconds: dice.number(1...5_000)),
            try Rhythm.cron(fields.joined(separator: " ")),
        ]
        for rhythm in rhythms {
            var (now, reached) = (Self.march, Self.march)
            for _ in 1...200 {
                now += Int64(dice.number(0...7_000))
                guard let moment = rhythm.last(after: reached, upTo: now) else { continue }
                #expect(moment > reached && moment <= now)
                #expect(rhythm.last(after: moment, upTo: now) == nil)
                reached = moment
            }
        }
    }
}
