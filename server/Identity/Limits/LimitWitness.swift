import Synchronization

/// Sees which limits were counted while a request was answered, so that its answer can tell.
package final class LimitWitness: Sendable {
    /// The witness of the present task.
    @TaskLocal package static var current: LimitWitness?

    private let tightest = Mutex<Allowance?>(nil)

    /// Has seen nothing yet.
    package init() {}

    /// The limit of which the least is left.
    package var allowance: Allowance? { tightest.withLock { $0 } }

    func note(_ allowance: Allowance) {
        tightest.withLock { tightest in
            if let present = tightest, present.remaining <= allowance.remaining { return }
            tightest = allowance
        }
    }
}
