import Mail
import Mailing
import Metrics
import TestOffice
import Testing

/// What the outbox tells whoever watches it.
struct MailMetricsTests {
    @Test func `the open mails are shown by state, and the others counted as they move`()
        async throws
    {
        try await TestOutbox.with { test in
            let registry = Registry()
            let metrics = MailMetrics(in: registry)
            for number in 1...3 { try await test.enqueue(test.key(number)) }
            metrics.show(try await test.outbox.counts())
            #expect(registry.text.contains("counterfoil_outbox_mails{state=\"queued\"} 3\n"))
            #expect(registry.text.contains("counterfoil_outbox_mails{state=\"sending\"} 0\n"))
            let oldest = try #require(try await test.outbox.counts().first?.oldestSeconds)
            #expect(oldest > 0)

            let clock = test.clock
            let sender = MailSender(
                pool: test.office.pool, transport: ScriptedTransport(.accepted(.fine)),
                keeper: test.keeper, metrics: metrics, clock: .handedIn { clock.now })
            _ = try await sender.sendDue(limit: 9)
            metrics.show(try await test.outbox.counts())
            #expect(registry.text.contains("counterfoil_outbox_mails{state=\"queued\"} 0\n"))
            #expect(registry.text.contains("counterfoil_mails_total{state=\"sent\"} 3\n"))
        }
    }
}
