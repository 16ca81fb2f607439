import JSON
import Seeds
import Testing

struct JSONReaderTests {
    private func parse(_ text: String) throws(JSONError) -> JSONValue {
        try JSONValue(parsing: Array(text.utf8))
    }

    private func failure(of text: String, limits: JSONValue.Limits = .init()) -> JSONError? {
        do {
            _ = try JSONValue(parsing: Array(text.utf8), limits: limits)
            return nil
        } catch {
            return error
        }
    }

    @Test(
        arguments: [
            ("null", nil), (" true ", true), ("\t\r\nfalse\n", false), ("0", 0), ("-7", -7),
            ("-0", 0), ("9223372036854775807", .integer(.max)),
            ("-9223372036854775808", .integer(.min)),
            ("9223372036854775808", .number("9223372036854775808")),
            ("1.0", .number("1.0")), ("-0.5e-3", .number("-0.5e-3")), ("1E+2", .number("1E+2")),
            ("\"\"", ""), ("\"a\\/b\\\\\\\"\"", "a/b\\\""),
            ("\"\\b\\f\\n\\r\\t\"", "\u{8}\u{c}\n\r\t"),
            ("\"\\u00e9\\u20AC\"", "é€"), ("\"\\ud83d\\ude00\"", "😀"), ("\"\\u0000\"", "\0"),
            ("\"\u{7F}\"", "\u{7F}"), ("[]", []), ("[ ]", []), ("{ }", [:]),
            ("[1,[2,{}],\"x\"]", [1, [2, [:]], "x"]),
            ("{\"\":1,\"a\":{\"b\":[null]}}", ["": 1, "a": ["b": [nil]]]),
        ] as [(String, JSONValue)])
    func `a text that RFC 8259 allows is read as what it says`(text: String, value: JSONValue) {
        #expect((try? parse(text)) == value)
    }

    @Test(
        arguments: [
            ("", 0, .truncated), ("  ", 2, .truncated), ("tru", 3, .truncated),
            ("nul!", 3, .unexpected), ("True", 0, .unexpected), ("NaN", 0, .unexpected),
            ("+1", 0, .unexpected), (".5", 0, .unexpected), ("01", 2, .badNumber),
            ("-01", 3, .badNumber), ("-", 1, .badNumber), ("1.", 2, .badNumber),
            ("1.e1", 2, .badNumber), ("1e", 2, .badNumber), ("1e+", 3, .badNumber),
            ("0x1", 1, .trailing), ("1 2", 2, .trailing), ("[1]]", 3, .trailing),
            ("[1,]", 3, .unexpected), ("[,1]", 1, .unexpected), ("[1", 2, .truncated),
            ("[1 2]", 3, .unexpected), ("{\"a\":1,}", 7, .unexpected), ("{a:1}", 1, .unexpected),
            ("{\"a\"}", 4, .unexpected), ("{\"a\":}", 5, .unexpected), ("{\"a\":1", 6, .truncated),
            ("{1:2}", 1, .unexpected), ("'a'", 0, .unexpected), ("// x\n1", 0, .unexpected),
            ("\u{FEFF}1", 0, .unexpected), ("\u{A0}1", 0, .unexpected),
        ] as [(String, Int, JSONError.Reason)])
    func `a text that it forbids is refused where it goes wrong`(
        text: String, offset: Int, reason: JSONError.Reason
    ) {
        let failure = failure(of: text)
        #expect(failure?.reason == reason)
        #expect(failure?.offset == offset)
    }

    @Test(arguments: [
        "\"a", "\"\\", "\"\\u12\"", "\"\\u12", "\"\\x\"", "\"\n\"", "\"\t\"", "\"\0\"",
        "\"\\ud83d\"", "\"\\ude00\"", "\"\\ud83d\\u0041\"", "\"\\ud83dx\"", "\"\\u00g0\"",
        "\"\\ud83d\\ud83d\"",
    ])
    func `half a string, half a pair and bare control characters are refused`(text: String) {
        #expect(throws: JSONError.self) { try parse(text) }
    }

    @Test(
        arguments: [
            [0xff], [0xc3], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80],
            [0xe2, 0x82],
        ] as [[UInt8]])
    func `bytes that are not UTF-8 are refused`(bytes: [UInt8]) {
        let quote = UInt8(ascii: "\"")
        #expect(throws: JSONError.self) { try JSONValue(parsing: [quote] + bytes + [quote]) }
        #expect(throws: JSONError.self) { try JSONValue(parsing: bytes) }
    }

    @Test(arguments: ["{\"a\":1,\"a\":1}", "{\"a\":1,\"b\":2,\"\\u0061\":3}"])
    func `a name that stands twice is refused, however it is spelt`(text: String) {
        #expect(failure(of: text)?.reason == .duplicateName)
    }

    @Test(arguments: [("[", "]"), ("{\"a\":", "}")])
    func `thirty-two within one another are read and thirty-three refused`(
        open: String, close: String
    ) throws {
        let nested = { (depth: Int, core: String) in
            String(repeating: open, count: depth) + core + String(repeating: close, count: depth)
        }
        #expect(throws: Never.self) { try parse(nested(32, "1")) }
        #expect(failure(of: nested(33, "1"))?.reason == .tooDeep)
        let hostile = String(repeating: open, count: 100_000)
        #expect(failure(of: hostile)?.reason == .tooDeep)
    }

    @Test func `a text above the limit of bytes is refused before it is read`() {
        let limits = JSONValue.Limits(bytesMax: 4)
        #expect(throws: Never.self) { try JSONValue(parsing: Array("[12]".utf8), limits: limits) }
        let failure = failure(of: "[123]", limits: limits)
        #expect(failure?.reason == .tooLong)
        #expect(failure?.offset == 4)
    }

    @Test(arguments: 1...300 as ClosedRange<UInt64>)
    func `what was written is read back as it was`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let value = Self.value(using: &random, depth: 0)
        #expect(try parse(value.text()) == value)
        #expect(try parse(value.text(pretty: true)) == value)
    }

    @Test(arguments: 1...300 as ClosedRange<UInt64>)
    func `a damaged text is refused or read as what its own text says`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var bytes = Array(Self.value(using: &random, depth: 0).text().utf8)
        for _ in 0...random.number(0...2) where !bytes.isEmpty {
            let place = random.number(0...(bytes.count - 1))
            switch random.number(0...2) {
            case 0: bytes[place] = UInt8(random.number(0...255))
            case 1: bytes.remove(at: place)
            default: bytes.insert(random.one(of: Array("{}[]\",:\\0-e".utf8)), at: place)
            }
        }
        if let value = try? JSONValue(parsing: bytes) {
            #expect(try parse(value.text()) == value)
        }
    }

    private static func value(using random: inout SeededGenerator, depth: Int) -> JSONValue {
        switch random.number(0...(depth < 4 ? 6 : 4)) {
        case 0: return nil
        case 1: return .bool(random.isOnce(in: 2))
        case 2: return .integer(Int64(truncatingIfNeeded: random.next()))
        case 3: return .number(random.one(of: ["1.5", "-0.0", "1e9", "18446744073709551616"]))
        case 4: return .string(text(using: &random))
        case 5:
            return .array(
                (0..<random.number(0...4)).map { _ in value(using: &random, depth: depth + 1) })
        default:
            let names = Set((0..<random.number(0...4)).map { _ in text(using: &random) })
            return .object(
                names.sorted().reduce(into: [:]) {
                    $0[$1] = value(using: &random, depth: depth + 1)
                })
        }
    }

    private static func text(using random: inout SeededGenerator) -> String {
        let alphabet: [Unicode.Scalar] = [
            "a", "\"", "\\", "/", "\0", "\n", "\u{1F}", "\u{7F}", "é", "€", "😀", "\u{202E}",
            "\u{E0041}", "\u{FFFF}", "\u{10FFFF}",
        ]
        var scalars = String.UnicodeScalarView()
        for _ in 0..<random.number(0...6) { scalars.append(random.one(of: alphabet)) }
        return String(scalars)
    }
}
