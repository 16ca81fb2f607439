import Logging
import Testing

struct LoggerTests {
    private let head = "2024-02-29T23:59:59.123Z"

    @Test func `a line of text has the instant, the level, the message and its facts`() {
        let sheet = LogSheet()
        sheet.logger(.text).with(.text("role", "api")).info(
            "request served", .integer("status", 200), .number("seconds", 0.25),
            .bool("cached", false), .text("path", "/v1/a b"))
        #expect(
            sheet.lines == [
                "\(head) info    request served role=api status=200 seconds=0.25 cached=false "
                    + "path=\"/v1/a b\"\n"
            ])
    }

    @Test func `a line of JSON is one object, and the nearest of equal names wins`() {
        let sheet = LogSheet()
        sheet.logger(.json).with(.text("a", "far"), .text("time", "never")).error(
            "it \"failed\"", .text("a", "near"), .number("n", .nan))
        #expect(
            sheet.lines == [
                "{\"time\":\"\(head)\",\"level\":\"error\",\"message\":\"it \\\"failed\\\"\","
                    + "\"a\":\"near\",\"n\":null}\n"
            ])
    }

    @Test func `lines below the level are not written`() {
        let sheet = LogSheet()
        let logger = sheet.logger(.text, levelMin: .warning)
        logger.debug("a")
        logger.info("b")
        logger.warning("c")
        logger.error("d")
        #expect(sheet.lines.count == 2)
        #expect(LogLevel.allCases.map(\.name).compactMap(LogLevel.init(name:)) == LogLevel.allCases)
    }

    @Test(arguments: Logger.Format.allCases)
    func `a request id follows its task and no other`(format: Logger.Format) async {
        let sheet = LogSheet()
        let logger = sheet.logger(format)
        await withTaskGroup { group in
            for id in ["r1", "r2"] {
                group.addTask {
                    await Logger.$requestID.withValue(id) {
                        await Task.yield()
                        logger.info("served")
                    }
                }
            }
        }
        logger.info("outside")
        let marks = format == .text ? ["request=r1", "request=r2"] : ["\"r1\"", "\"r2\""]
        for mark in marks {
            #expect(sheet.lines.filter { $0.contains(mark) }.count == 1)
        }
        #expect(sheet.lines.filter { $0.contains("request") }.count == 2)
    }

    @Test(arguments: Logger.Format.allCases)
    func `secrets and people never reach the line`(format: Logger.Format) {
        let sheet = LogSheet()
        let secret = Secret("hunter2")
        sheet.logger(format).info(
            "login", .secret("password", secret), .personal("email", "emma@example.org"),
            .text("printed", "\(secret) \(String(reflecting: secret)) \(dumped(secret))"))
        #expect(!sheet.lines[0].contains("hunter2"))
        #expect(!sheet.lines[0].contains("emma"))
        #expect(sheet.lines[0].contains("<redacted>"))
        #expect(sheet.lines[0].contains("<personal>"))
        #expect(secret.reveal() == "hunter2")
    }

    @Test(
        arguments: Logger.Format.allCases,
        [
            "a\n2024-01-01T00:00:00.000Z info    forged", "a\r\nb", "\u{1B}[2J", "\u{85}",
            "\u{2028}",
            "x=1 level=error", "\u{202E}",
        ])
    func `data cannot forge a line or a field, nor steer a terminal`(
        format: Logger.Format, data: String
    ) {
        let sheet = LogSheet()
        sheet.logger(format).info("read", .text("value", data), .text(data, "name"))
        let line = sheet.lines[0].dropLast()
        #expect(sheet.writes.count == 1)
        #expect(
            !line.unicodeScalars.contains { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) })
        #expect(!line.unicodeScalars.contains { [0x2028, 0x202E].contains($0.value) })
        #expect(!line.contains(" level=error") || line.contains("\"x=1 level=error\""))
    }

    @Test(arguments: Logger.Format.allCases)
    func `a line is bounded and says how much it left out`(format: Logger.Format) {
        let sheet = LogSheet()
        let long = String(repeating: "ä\n", count: 5_000)
        let fields = (0..<20).map { LogField.text("f\($0)", long) }
        fields.reduce(sheet.logger(format)) { $0.with($1) }.info("long")
        #expect(sheet.writes[0].count <= 4_096)
        #expect(sheet.writes[0].last == 0x0A)
        #expect(sheet.lines[0].contains("omitted"))
        #expect(sheet.lines[0].contains("f0"))
    }

    @Test func `many tasks write whole lines`() async {
        let sheet = LogSheet()
        let logger = sheet.logger(.json)
        await withTaskGroup { group in
            for task in 0..<8 {
                group.addTask {
                    for _ in 0..<200 { logger.info("tick", .integer("task", task)) }
                }
            }
        }
        #expect(sheet.lines.count == 1_600)
        #expect(sheet.lines.allSatisfy { $0.hasPrefix("{") && $0.hasSuffix("}\n") })
    }

    @Test(
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"),
            (951_782_400_000_000, "2000-02-29T00:00:00.000Z"),
            (4_107_542_400_000_000, "2100-03-01T00:00:00.000Z"),
            (1_735_689_599_999_999, "2024-12-31T23:59:59.999Z"),
        ] as [(Int64, String)])
    func `the instant is a civil date in UTC`(unixMicroseconds: Int64, text: String) {
        let sheet = LogSheet()
        Logger(
            format: .text, levelMin: .info, unixMicroseconds: { unixMicroseconds },
            sink: { line in
                #expect(String(decoding: line, as: UTF8.self).hasPrefix(text + " info"))
            }
        ).info("now")
        #expect(sheet.lines.isEmpty)
    }

    private func dumped(_ value: some Any) -> String {
        var text = ""
        dump(value, to: &text)
        return text
    }
}
