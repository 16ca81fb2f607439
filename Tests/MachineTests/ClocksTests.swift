import Machine
import Testing

struct ClocksTests {
    @Test func `the machine's monotonic clock never goes back`() {
        let clock = MonotonicClock()
        var last = clock.nanoseconds()
        for _ in 0..<1_000 {
            let now = clock.nanoseconds()
            #expect(now >= last)
            last = now
        }
    }

    @Test func `the machine's day is after this was written`() {
        #expect(SystemClock().unixMilliseconds() > 1_700_000_000_000)
    }

    @Test func `a clock can be handed in`() {
        let clock = SystemClock { 1_234_567 }
        #expect(clock.unixMicroseconds() == 1_234_567)
        #expect(clock.unixMilliseconds() == 1_234)
        #expect(MonotonicClock { 5 }.nanoseconds() == 5)
    }

    @Test func `random bytes come in the number asked for and differ`() {
        var random = SystemRandom()
        #expect(random.bytes(0).isEmpty)
        #expect(random.bytes(33).count == 33)
        #expect(random.bytes(16) != random.bytes(16))
        #expect(random.next() != random.next())
    }
}
