import Synchronization

/// A number that rises and falls.
package final class Gauge: Instrument {
    private let number = Mutex<Double>(0)

    init() {}

    /// Says what it is now.
    package func set(_ value: Double) {
        number.withLock { $0 = value }
    }

    /// Raises it, or lowers it by a negative amount.
    package func add(_ amount: Double) {
        number.withLock { $0 += amount }
    }

    /// What it is now.
    package var value: Double { number.withLock { $0 } }

    package var samples: [Sample] { [Sample(value)] }
}
