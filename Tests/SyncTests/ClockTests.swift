import Bytes
import Causality
import Sync
import Testing

/// A laptop's clock, and the server's.
struct ClockTests {
    private static let now: UInt64 = 1_700_000_000_000

    private func stamp(of copy: inout BookCopy, at milliseconds: UInt64) -> Stamp {
        let writes = copy.open(Writer.record).edit([RegisterKey(1): .integer(1)])
        return copy.save(writes, as: Writer(1).replica, milliseconds: milliseconds).claimed
    }

    @Test(arguments: [0, 90_000, 1_000_000_000_000, -90_000, -1_000_000_000_000] as [Int64])
    func `a clock that is off is put right by what the server says`(offset: Int64) {
        var copy = Office.copy(1)
        let own = UInt64(Int64(Self.now) + offset)
        copy.correctClock(by: Stamp(milliseconds: Self.now), milliseconds: own)
        #expect(stamp(of: &copy, at: own + 5).milliseconds == Self.now + 5)
    }

    @Test func `stamps rise over whatever was shown`() {
        var (copy, ledger, ann) = (Office.copy(1), Office.ledger, Writer(2))
        let shown = ann.write(.integer(1), at: Self.now)
        _ = ledger.ingest(SentChange(shown), milliseconds: Self.now)
        var other = copy
        copy.pull(from: ledger)
        #expect(stamp(of: &copy, at: 5) > shown.claimed)
        other.takeSnapshot(of: ledger, milliseconds: 5)
        #expect(stamp(of: &other, at: 5) > shown.claimed)
    }

    @Test func `stamps that ran ahead are set back`() {
        var copy = Office.copy(1)
        let ahead = Self.now + 1_000_000_000
        _ = stamp(of: &copy, at: ahead)
        copy.correctClock(by: Stamp(milliseconds: Self.now), milliseconds: ahead)
        #expect(stamp(of: &copy, at: ahead).milliseconds <= Self.now + 120_000)
    }
}
