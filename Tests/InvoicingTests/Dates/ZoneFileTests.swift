import Invoicing
import Seeds
import Testing

struct ZoneFileTests {
    private let berlin = ZoneFiles.bytes(of: "Europe/Berlin")
    /// Where the header of the wide block begins in a file whose narrow block is empty.
    private let wideHeader = 44 + 7

    @Test func `every shortened file is refused`() {
        for count in 0..<berlin.count {
            #expect(throws: InvoicingError.self) {
                try ZoneRules(tzif: Array(berlin.prefix(count)))
            }
        }
    }

    @Test func `no changed byte stops the program or breaks an answer`() throws {
        var random = SeededGenerator(seed: 11)
        for _ in 0..<20_000 {
            var bytes = berlin
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = .random(
                    in: .min ... .max, using: &random)
            }
            guard let rules = try? ZoneRules(tzif: bytes) else { continue }
            for moment in [Moment.first, .last, try Moment(seconds: 1_798_758_000)] {
                #expect(abs(rules.offset(at: moment)) < 26 * 3_600)
                _ = rules.moment(of: rules.date(at: moment), at: rules.time(at: moment))
            }
        }
    }

    @Test func `random bytes after the magic are refused or answered`() {
        var random = SeededGenerator(seed: 12)
        for _ in 0..<5_000 {
            let tail = (0..<Int.random(in: 0...200, using: &random)).map { _ in
                UInt8.random(in: .min ... .max, using: &random) & 0x3
            }
            _ = try? ZoneRules(tzif: Array("TZif".utf8) + [0x32] + tail)
        }
    }

    private func changed(_ offset: Int, to value: UInt32) -> [UInt8] {
        var bytes = berlin
        for index in 0..<4 {
            bytes[wideHeader + offset + index] = UInt8(
                truncatingIfNeeded: value >> (24 - 8 * UInt32(index)))
        }
        return bytes
    }

    @Test func `an announced count is never believed`() {
        #expect(throws: InvoicingError.zone(.contradictoryCounts)) {
            try ZoneRules(tzif: changed(32, to: .max))
        }
        #expect(throws: InvoicingError.zone(.tooLarge)) {
            try ZoneRules(tzif: changed(32, to: 0x7FFF_FFFF))
        }
        #expect(throws: InvoicingError.zone(.truncated(atByte: berlin.count))) {
            try ZoneRules(tzif: changed(32, to: 100_000))
        }
        #expect(throws: InvoicingError.zone(.contradictoryCounts)) {
            try ZoneRules(tzif: changed(36, to: 0))
        }
        #expect(throws: InvoicingError.zone(.countsLeapSeconds)) {
            try ZoneRules(tzif: changed(28, to: 27))
        }
    }

    @Test func `a file of another kind, version or size is refused`() {
        #expect(throws: InvoicingError.zone(.notTZif)) { try ZoneRules(tzif: []) }
        #expect(throws: InvoicingError.zone(.notTZif)) {
            try ZoneRules(tzif: Array("TZjfabcdefgh".utf8))
        }
        var newer = berlin
        newer[4] = UInt8(ascii: "5")
        #expect(throws: InvoicingError.zone(.unknownVersion(0x35))) { try ZoneRules(tzif: newer) }
        #expect(throws: InvoicingError.zone(.tooLarge)) {
            try ZoneRules(tzif: [UInt8](repeating: 0, count: 2_000_000))
        }
    }

    @Test(arguments: ["3", "4"] as [Unicode.Scalar])
    func `later versions are read alike`(version: Unicode.Scalar) throws {
        var bytes = berlin
        bytes[4] = UInt8(ascii: version)
        bytes[wideHeader + 4] = UInt8(ascii: version)
        #expect(try ZoneRules(tzif: bytes) == ZoneRules(tzif: berlin))
    }

    @Test func `a file of the first version keeps its last offset for ever`() throws {
        // One transition at second 16 from UTC to an hour east of it.
        let header: [UInt8] = Array("TZif".utf8) + [UInt8](repeating: 0, count: 16)
        let counts: [UInt8] = [0, 0, 0, 1, 2, 4].flatMap { [0, 0, 0, $0] }
        let body: [UInt8] =
            [0, 0, 0, 16, 1] + [0, 0, 0, 0, 0, 0] + [0, 0, 0x0E, 0x10, 0, 0] + Array("ABC\0".utf8)
        let rules = try ZoneRules(tzif: header + counts + body)
        #expect(rules.offset(at: try Moment(seconds: 15)) == 0)
        #expect(rules.offset(at: try Moment(seconds: 16)) == 3_600)
        #expect(rules.offset(at: .last) == 3_600)
    }
}
