import Breaker
import FakeMailServer
import Machine
import Mail
import Mailing
import Synchronization
import Testing

/// A mail server that dies and comes back.
struct BreakerTests {
    /// A clock of nanoseconds that a test moves.
    private final class Watch: Sendable {
        private let now = Mutex<Int64>(0)
        var clock: MonotonicClock { MonotonicClock { self.now.withLock { $0 } } }
        func pass(_ duration: Duration) {
            now.withLock { $0 += Int64(duration / .nanoseconds(1)) }
        }
    }

    @Test func `a mail server that dies is left alone, and used again when it is back`()
        async throws
    {
        try await TestOutbox.with { test in
            for number in 1...8 { try await test.enqueue(test.key(number)) }
            let dead = FakeMailServer()
            let (port, watch) = (dead.port, Watch())
            dead.stop()
            let breaker = Breaker("mail", clock: watch.clock)
            let smtp = SMTPSender(
                try SMTPServer(host: "127.0.0.1", port: port, security: .none))
            let sender = test.sender(GuardedTransport(smtp, behind: breaker))
            for _ in 1...5 {
                #expect(try await sender.sendDue(limit: 9).states == [.queued: 1])
            }
            #expect(breaker.state == .open)
            // The mails that are left are not even touched.
            let report = try await sender.sendDue(limit: 9)
            #expect(report.count == 0)
            #expect(report.trouble?.contains("left alone") == true)
            #expect(try await test.deliveries().map(\.attempts).reduce(0, +) == 5)

            let alive = FakeMailServer(port: port)
            defer { alive.stop() }
            watch.pass(.seconds(5))
            #expect(breaker.state == .halfOpen)
            test.clock.advance(.seconds(61))
            #expect(try await sender.sendDue(limit: 9).states == [.sent: 8])
            #expect(breaker.state == .closed)
            #expect(alive.record.accepted.count == 8)
        }
    }

    @Test(arguments: [
        SendOutcome.refused(.never), .refusedForNow(.later), .notSent(.tooLate),
    ])
    func `a mail server that refuses is well`(outcome: SendOutcome) async throws {
        try await TestOutbox.with { test in
            for number in 1...12 { try await test.enqueue(test.key(number)) }
            let breaker = Breaker("mail")
            let transport = ScriptedTransport(outcome)
            let sender = test.sender(GuardedTransport(transport, behind: breaker))
            for _ in 1...12 { _ = try await sender.sendDue(limit: 1) }
            #expect(transport.carried.count == 12)
            #expect(breaker.state == .closed)
        }
    }
}
