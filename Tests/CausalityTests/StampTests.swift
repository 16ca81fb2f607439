import Causality
import Testing

struct StampTests {
    @Test func `stamps rise although the clock stands still or goes back`() {
        var clock = HybridClock()
        let readings: [UInt64] = [1_000, 1_000, 999, 0, 1_000, 1_001]
        let stamps = readings.map { clock.tick(milliseconds: $0) }
        #expect(zip(stamps, stamps.dropFirst()).allSatisfy { $0 < $1 })
        #expect(stamps[0].milliseconds == 1_000)
        #expect(stamps[5].milliseconds == 1_001)
    }

    @Test func `a used-up counter carries into the milliseconds`() {
        var clock = HybridClock(after: Stamp(bits: 1_000 << 16 | 0xffff))
        #expect(clock.tick(milliseconds: 1_000) == Stamp(milliseconds: 1_001))
    }

    @Test func `the last stamp of all does not trap`() {
        var clock = HybridClock(after: Stamp(bits: .max))
        #expect(clock.tick(milliseconds: .max) == Stamp(bits: .max))
    }

    @Test func `a stamp that was seen is passed, and a clock that ran ahead falls back`() {
        var clock = HybridClock()
        clock.observe(Stamp(milliseconds: 5_000))
        #expect(clock.tick(milliseconds: 10) > Stamp(milliseconds: 5_000))
        clock.setBack(to: Stamp(milliseconds: 20))
        #expect(clock.tick(milliseconds: 30) == Stamp(milliseconds: 30))
    }

    @Test func `a time beyond the range is the last that can be told`() {
        #expect(Stamp(milliseconds: .max).milliseconds == Stamp.millisecondsMax)
    }
}
