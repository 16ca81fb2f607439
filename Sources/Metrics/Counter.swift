import Synchronization

/// A number that only grows, until the program starts anew.
package final class Counter: Instrument {
    private let count = Atomic<UInt64>(0)

    init() {}

    /// Counts what happened.
    package func increment(by amount: UInt64 = 1) {
        count.wrappingAdd(amount, ordering: .relaxed)
    }

    /// The number so far.
    package var value: UInt64 { count.load(ordering: .relaxed) }

    package var samples: [Sample] { [Sample(Double(value))] }
}
