package import Metrics

/// What the outbox counts of itself.
package struct MailMetrics: Sendable {
    private let mails: Family<Gauge>
    private let oldest: Family<Gauge>
    private let moves: Family<Counter>

    /// Registers everything.
    package init(in registry: Registry) {
        mails = registry.gauges(
            "counterfoil_outbox_mails", "Mails that have not come to their end, by state.",
            labels: ["state"])
        oldest = registry.gauges(
            "counterfoil_outbox_oldest_seconds",
            "For how long the oldest mail of a state has been in the outbox.", labels: ["state"])
        moves = registry.counters(
            "counterfoil_mails_total", "Mails that came into a state here.", labels: ["state"])
    }

    /// Takes note that mails came into a state.
    package func came(into state: DeliveryState, count: Int = 1) {
        moves.with(state.rawValue).increment(by: UInt64(max(0, count)))
    }

    /// Takes over what there is.
    package func show(_ counts: [MailCount]) {
        for state in MailCount.states {
            let count = counts.first { $0.state == state }
            mails.with(state.rawValue).set(Double(count?.count ?? 0))
            oldest.with(state.rawValue).set(count?.oldestSeconds ?? 0)
        }
    }
}
