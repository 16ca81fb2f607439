import Synchronization

/// Sees which limits were counted while a request was answered, so that its answer can tell.
package final class LimitWitness: Sendable {
    /// The witness of the present task.
    @TaskLocal package static var current: LimitWitness?

    private let tightest = Mutex<Allowance?>(nil)
    private let isCounted = Mutex(false)

    /// Has seen nothing yet.
    package init() {}

    /// The limit of which the least is left.
    package var allowance: Allowance? { tightest.withLock { $0 } }

    /// Whether the request itself is to be counted now: once, however often it shows who asks.
    package func countsRequest() -> Bool {
        isCounted.withLock { isCounted in
            defer { isCounted = true }
            return !isCounted
        }
    }

    func note(_ allowance: Allowance) {
        tightest.withLock { tightest in
            if let present = tightest, present.remaining <= allowance.remaining { return }
            tightest = allowance
        }
    }
}
