import Configuration
import Testing

struct QuantityTests {
    private func read<Value>(_ setting: Setting<Value>, _ text: String) -> Value? {
        try? Settings([setting.declaration]).resolve(flags: [setting.declaration.key: text])
            .value(setting)
    }

    @Test(
        arguments: [
            ("1s", 1_000), ("250ms", 250), ("1h30m", 5_400_000), ("7d", 604_800_000), ("0s", 0),
            ("1m1s1ms", 61_001), ("", nil), ("30", nil), ("s", nil), ("1s1h", nil), ("1s1s", nil),
            ("-1s", nil), ("1.5s", nil), ("1 s", nil), ("9999999999999999999d", nil),
            ("99999999999999d", nil),
        ] as [(String, Int64?)])
    func `a duration is numbers with units, the largest first`(text: String, ms: Int64?) {
        let setting = Setting.duration("d", "D.", in: .zero...(.seconds(1 << 40)))
        #expect(read(setting, text) == ms.map { .milliseconds($0) })
    }

    @Test(arguments: [
        ("0", 0), ("10", 10), ("10B", 10), ("64 KiB", 65_536), ("1MB", 1_000_000),
        ("2GiB", 2 << 30),
        ("1kB", 1_000), ("", nil), ("KiB", nil), ("-1", nil), ("1.5MB", nil), ("1XB", nil),
        ("9223372036854775807GiB", nil),
    ])
    func `a size is a number of bytes with or without a unit`(text: String, bytes: Int?) {
        #expect(read(.byteSize("b", "B.", in: 0...(.max)), text) == bytes)
    }

    @Test(arguments: [
        ("localhost:80", "localhost", 80), ("[::1]:8480", "::1", 8_480),
        ("0.0.0.0:0", "0.0.0.0", 0),
    ])
    func `an address is a host and a port`(text: String, host: String, port: UInt16) throws {
        let address = try #require(Address(text))
        #expect(address.host == host)
        #expect(address.port == port)
        #expect(address.description == text)
    }

    @Test(arguments: ["", "80", ":80", "host", "host:", "host:65536", "::1:80", "a b:1", "h/x:1"])
    func `what is no host and port is refused`(text: String) {
        #expect(Address(text) == nil)
    }

    @Test(arguments: [("yes", true), ("TRUE", true), ("on", true), ("0", false), ("maybe", nil)])
    func `yes and no have a few spellings`(text: String, truth: Bool?) {
        #expect(read(.bool("b", "B."), text) == truth)
    }

    @Test(arguments: [
        ("a, b", ["a", "b"]), ("", []), ("a", ["a"]), ("a,,b", nil), ("c", nil), (",", nil),
    ])
    func `a list has commas between`(text: String, words: [String]?) {
        #expect(read(.list("l", "L.", of: ["a", "b"]), text) == words)
    }

    @Test(arguments: ["", "http", "http://", "ftp://x", "http://a b", "http://a\n"])
    func `what is no URL is refused`(text: String) {
        #expect(read(.url("u", "U.", schemes: ["http", "https"]), text) == nil)
        #expect(read(.url("u", "U.", schemes: ["http"]), "http://a/b?c") == "http://a/b?c")
    }
}
