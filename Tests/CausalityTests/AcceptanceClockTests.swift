import Causality
import Testing

struct AcceptanceClockTests {
    @Test func `acceptance stamps rise strictly although the server's clock goes back`() {
        var clock = AcceptanceClock()
        let stamps = [500, 500, 10, 501].map {
            clock.accept(claimed: Stamp(bits: 0), milliseconds: $0).accepted
        }
        #expect(zip(stamps, stamps.dropFirst()).allSatisfy { $0 < $1 })
    }

    @Test func `a claim up to two minutes ahead is believed and a later one is cut`() {
        var clock = AcceptanceClock()
        let near = Stamp(milliseconds: 1_000 + 120_000)
        let far = Stamp(milliseconds: 9_000_000)
        #expect(clock.accept(claimed: near, milliseconds: 1_000).effective == near)
        #expect(clock.accept(claimed: far, milliseconds: 1_000).effective == near)
    }

    @Test func `a claim of the past is believed`() {
        var clock = AcceptanceClock(after: Stamp(milliseconds: 700))
        let claimed = Stamp(milliseconds: 5)
        #expect(clock.accept(claimed: claimed, milliseconds: 1_000).effective == claimed)
    }

    @Test func `the last time that can be told does not trap`() {
        var clock = AcceptanceClock(after: Stamp(bits: .max))
        let stamps = clock.accept(claimed: Stamp(bits: .max), milliseconds: .max)
        #expect(stamps.effective <= Stamp(bits: .max))
    }
}
