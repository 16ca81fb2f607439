import Synchronization

/// How often a measurement fell under each of a few bounds.
package final class Histogram: Instrument {
    private struct State {
        var counts: [UInt64]
        var sum = 0.0
    }

    /// Bounds in seconds for what a person waits for.
    package static let latencyBounds = [
        0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
    ]

    private let bounds: [Double]
    private let state: Mutex<State>

    init(bounds: [Double]) {
        let isRising = zip(bounds, bounds.dropFirst()).allSatisfy { $0 < $1 }
        precondition(isRising && bounds.allSatisfy(\.isFinite), "bounds are finite and rise")
        self.bounds = bounds
        state = Mutex(State(counts: Array(repeating: 0, count: bounds.count + 1)))
    }

    /// Counts a measurement. One that is no number is left out, for it would spoil the sum.
    package func observe(_ value: Double) {
        guard !value.isNaN else { return }
        let index = bounds.firstIndex { value <= $0 } ?? bounds.count
        state.withLock { state in
            state.counts[index] += 1
            state.sum += value
        }
    }

    /// Counts how long something took, in seconds.
    package func observe(_ duration: Duration) {
        let parts = duration.components
        observe(Double(parts.seconds) + Double(parts.attoseconds) * 1e-18)
    }

    package var samples: [Sample] {
        let (counts, sum) = state.withLock { ($0.counts, $0.sum) }
        var total: UInt64 = 0
        var samples: [Sample] = []
        for (bound, count) in zip(bounds + [.infinity], counts) {
            total += count
            samples.append(
                Sample(Double(total), suffix: "_bucket", label: ("le", numberText(bound))))
        }
        return samples + [Sample(sum, suffix: "_sum"), Sample(Double(total), suffix: "_count")]
    }
}
