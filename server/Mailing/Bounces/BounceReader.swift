package import PostgreSQL

/// Writes bounces into the outbox, from wherever they come.
package struct BounceReader: Sendable {
    private let outbox: Outbox
    private let metrics: MailMetrics?

    /// Writes into the outbox of a pool.
    package init(pool: Pool, metrics: MailMetrics? = nil) {
        outbox = Outbox(pool: pool)
        self.metrics = metrics
    }

    /// Takes reports; says how many mails came back for good and are ours.
    @discardableResult
    package func take(_ reports: [BounceReport], at time: Timestamp) async throws -> Int {
        var count = 0
        for report in reports where report.isFinal {
            guard let reference = report.reference else { continue }
            let words = [report.status, report.words].filter { !$0.isEmpty }.joined(separator: " ")
            let isOurs = try await outbox.markBounced(
                reference, recipient: report.recipient, words: words, at: time)
            if isOurs { count += 1 }
        }
        metrics?.came(into: .bounced, count: count)
        return count
    }

    /// The same by a clock.
    @discardableResult
    func read(_ mailbox: BounceMailbox, by clock: MailClock) async throws -> Int {
        let time = try await outbox.pool.withConnection { try $0.time(by: clock) }
        return try await read(mailbox, at: time)
    }

    /// Empties a mailbox; says how many mails came back for good.
    @discardableResult
    package func read(_ mailbox: BounceMailbox, at time: Timestamp) async throws -> Int {
        var count = 0
        try await mailbox.read { reports in count += try await take(reports, at: time) }
        return count
    }
}
