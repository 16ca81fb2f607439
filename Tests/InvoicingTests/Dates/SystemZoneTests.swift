import Glibc
import Invoicing
import Testing

/// Reads every zone of the system that runs the test, and compares with Python's zoneinfo.
struct SystemZoneTests {
    private static let directory = "/usr/share/zoneinfo/"

    private static let script = """
        import datetime as d, random, zoneinfo
        random.seed(20261121)
        unit = d.timedelta(seconds=1)
        epoch = d.datetime(1970, 1, 1, tzinfo=d.timezone.utc)
        for name in sorted(zoneinfo.available_timezones()):
            if name.startswith(("posix/", "right/")) or name == "localtime": continue
            zone = zoneinfo.ZoneInfo(name)
            for _ in range(24):
                second = random.randrange(-3 * 10**9, 12 * 10**9)
                there = (epoch + d.timedelta(seconds=second)).astimezone(zone)
                local = d.datetime(1970, 1, 1) + d.timedelta(seconds=second)
                back = local.replace(tzinfo=zone).utcoffset()
                print(name, second, there.utcoffset() // unit, back // unit)
        """

    private static let lines: [String] = {
        guard let pipe = popen("python3 -c '\(script)' 2>/dev/null", "r") else { return [] }
        defer { pclose(pipe) }
        var text: [UInt8] = []
        while case let byte = getc(pipe), byte != EOF {
            text.append(UInt8(truncatingIfNeeded: byte))
        }
        return String(decoding: text, as: UTF8.self).split(separator: "\n").map(String.init)
    }()

    private static func bytes(of zone: String) -> [UInt8] {
        guard let file = fopen(directory + zone, "r") else { return [] }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        let count = fread(&bytes, 1, bytes.count, file)
        return Array(bytes.prefix(count))
    }

    @Test(.enabled("needs zone files and python3") { !lines.isEmpty })
    func `every zone of the system is read as another implementation reads it`() throws {
        var zones: [String: ZoneRules] = [:]
        for line in Self.lines {
            let words = line.split(separator: " ").map(String.init)
            let name = words[0]
            let rules = try zones[name] ?? ZoneRules(tzif: Self.bytes(of: name))
            zones[name] = rules
            let clock = try Moment(seconds: Int64(words[1])!)
            #expect(rules.offset(at: clock) == Int(words[2]), "\(name) at \(clock)")
            let moment = rules.moment(
                of: ZoneRules.utc.date(at: clock), at: ZoneRules.utc.time(at: clock))
            #expect(moment.seconds == clock.seconds - Int64(words[3])!, "\(name) local \(clock)")
        }
        #expect(zones.count > 300)
    }
}
