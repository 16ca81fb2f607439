package import Metrics

/// Every breaker of a program, for whoever watches it.
package struct BreakerBoard: Sendable {
    /// The breakers in the order in which they were given.
    package let breakers: [Breaker]
    private let states: Family<Gauge>
    private let failures: Family<Gauge>
    private let refusals: Family<Gauge>

    /// Registers the metrics of these breakers.
    package init(_ breakers: [Breaker], in registry: Registry) {
        self.breakers = breakers
        states = registry.gauges(
            "counterfoil_breaker_state",
            "Of each dependency: 1 for the state that its breaker is in, 0 for the others.",
            labels: ["dependency", "state"])
        failures = registry.gauges(
            "counterfoil_breaker_failures", "Answers of a dependency that were failures.",
            labels: ["dependency"])
        refusals = registry.gauges(
            "counterfoil_breaker_refusals", "Questions that a breaker did not let through.",
            labels: ["dependency"])
    }

    /// Brings the metrics up to date.
    package func show() {
        for breaker in breakers {
            let now = breaker.state
            for state in CircuitBreaker.State.allCases {
                states.with(breaker.name, state.rawValue).set(state == now ? 1 : 0)
            }
            failures.with(breaker.name).set(Double(breaker.failureCount))
            refusals.with(breaker.name).set(Double(breaker.refusalCount))
        }
    }
}
