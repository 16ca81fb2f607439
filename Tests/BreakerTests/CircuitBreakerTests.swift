import Breaker
import Seeds
import Testing

struct CircuitBreakerTests {
    /// What happens to a breaker, at seconds since its start.
    enum Event: Sendable {
        case succeeds(Int)
        case fails(Int)
        case isRefused(Int, retryAfter: Int)
    }

    /// Two failures among three answers open it for ten seconds, at most for forty.
    private static let terms: CircuitBreaker.Terms = {
        var terms = CircuitBreaker.Terms()
        (terms.window, terms.failuresMax) = (3, 2)
        (terms.rest, terms.restMax, terms.probeMax) = (.seconds(10), .seconds(40), .seconds(60))
        return terms
    }()

    /// Lets the events happen; tells the state after the last of them.
    private func state(
        after events: [Event], at second: Int? = nil
    ) throws -> CircuitBreaker.State {
        var breaker = CircuitBreaker(Self.terms)
        var now = Duration.zero
        for event in events {
            switch event {
            case .succeeds(let second):
                now = .seconds(second)
                breaker.succeeded(try ticket(&breaker, now), at: now)
            case .fails(let second):
                now = .seconds(second)
                breaker.failed(try ticket(&breaker, now), at: now)
            case .isRefused(let second, let wait):
                now = .seconds(second)
                #expect(breaker.admit(at: now) == .refused(retryAfter: .seconds(wait)))
            }
        }
        return breaker.state(at: second.map { .seconds($0) } ?? now)
    }

    private func ticket(
        _ breaker: inout CircuitBreaker, _ now: Duration
    ) throws -> CircuitBreaker.Ticket {
        guard case .admitted(let ticket) = breaker.admit(at: now) else {
            Issue.record("refused at \(now)")
            throw BreakerError.open(name: "test", retryAfter: .zero)
        }
        return ticket
    }

    @Test(
        arguments: [
            ([], .closed),
            ([.fails(1)], .closed),
            ([.fails(1), .succeeds(2), .succeeds(3), .fails(4)], .closed),
            ([.fails(1), .succeeds(2), .fails(3)], .open),
            (
                [
                    .fails(1), .fails(2), .isRefused(3, retryAfter: 9),
                    .isRefused(11, retryAfter: 1),
                ], .open
            ),
            ([.fails(1), .fails(2), .succeeds(12)], .closed),
            ([.fails(1), .fails(2), .succeeds(12), .fails(13)], .closed),
            ([.fails(1), .fails(2), .fails(12), .isRefused(31, retryAfter: 1)], .open),
            ([.fails(1), .fails(2), .fails(12), .fails(32), .isRefused(71, retryAfter: 1)], .open),
            (
                [
                    .fails(1), .fails(2), .fails(12), .fails(32), .fails(72),
                    .isRefused(111, retryAfter: 1),
                ], .open
            ),
            (
                [
                    .fails(1), .fails(2), .fails(12), .succeeds(32), .fails(33), .fails(34),
                    .isRefused(43, retryAfter: 1),
                ], .open
            ),
        ] as [([Event], CircuitBreaker.State)])
    func `answers open and close it as its terms say`(
        events: [Event], expected: CircuitBreaker.State
    ) throws {
        #expect(try state(after: events) == expected)
    }

    @Test func `when its rest is over it is half-open`() throws {
        #expect(try state(after: [.fails(1), .fails(2)], at: 11) == .open)
        #expect(try state(after: [.fails(1), .fails(2)], at: 12) == .halfOpen)
    }

    @Test func `one probe is let through, and nobody beside it`() throws {
        var breaker = CircuitBreaker(Self.terms)
        for _ in 1...2 { breaker.failed(try ticket(&breaker, .zero), at: .zero) }
        _ = try ticket(&breaker, .seconds(10))
        #expect(breaker.admit(at: .seconds(10)) == .refused(retryAfter: .seconds(60)))
        #expect(breaker.admit(at: .seconds(69)) == .refused(retryAfter: .seconds(1)))
        _ = try ticket(&breaker, .seconds(70))
    }

    @Test func `an answer that comes after the change says nothing`() throws {
        var breaker = CircuitBreaker(Self.terms)
        let slow = try ticket(&breaker, .zero)
        for _ in 1...2 { breaker.failed(try ticket(&breaker, .zero), at: .zero) }
        breaker.succeeded(slow, at: .seconds(1))
        #expect(breaker.state(at: .seconds(1)) == .open)
        let probe = try ticket(&breaker, .seconds(10))
        breaker.failed(slow, at: .seconds(11))
        #expect(breaker.state(at: .seconds(11)) == .halfOpen)
        breaker.succeeded(probe, at: .seconds(12))
        #expect(breaker.state(at: .seconds(12)) == .closed)
    }

    @Test func `a probe that was given up lets the next one through at once`() throws {
        var breaker = CircuitBreaker(Self.terms)
        for _ in 1...2 { breaker.failed(try ticket(&breaker, .zero), at: .zero) }
        breaker.abandoned(try ticket(&breaker, .seconds(10)), at: .seconds(11))
        _ = try ticket(&breaker, .seconds(11))
    }

    @Test(arguments: 1...50)
    func `whatever happens, it recovers and lets nobody through while open`(
        seed: Int
    ) throws {
        var dice = SeededGenerator(seed: UInt64(seed))
        var breaker = CircuitBreaker(Self.terms)
        var now = Duration.zero
        var tickets: [CircuitBreaker.Ticket] = []
        for _ in 1...500 {
            now += .milliseconds(dice.number(0...8_000))
            let before = breaker.state(at: now)
            switch breaker.admit(at: now) {
            case .admitted(let ticket):
                #expect(before != .open)
                tickets.append(ticket)
            case .refused(let wait):
                #expect(before != .closed)
                #expect(wait > .zero && wait <= .seconds(60))
            }
            while !tickets.isEmpty, !dice.isOnce(in: 3) {
                let ticket = tickets.remove(at: dice.number(0...(tickets.count - 1)))
                switch dice.number(1...5) {
                case 1: breaker.abandoned(ticket, at: now)
                case 2, 3: breaker.failed(ticket, at: now)
                default: breaker.succeeded(ticket, at: now)
                }
            }
        }
        // A dependency that is well again is asked again, whatever was before.
        now += .seconds(60)
        breaker.succeeded(try ticket(&breaker, now), at: now)
        #expect(breaker.state(at: now) == .closed)
    }
}
