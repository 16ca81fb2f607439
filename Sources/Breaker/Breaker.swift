package import Machine
import Synchronization

/// Stands before one dependency, for everybody who asks it.
package final class Breaker: Sendable {
    /// What the dependency is called in metrics and sentences.
    package let name: String
    private let circuit: Mutex<CircuitBreaker>
    private let clock: MonotonicClock
    private let tallies = Mutex(Tallies())

    private struct Tallies {
        var failures: UInt64 = 0
        var refusals: UInt64 = 0
    }

    /// Begins closed.
    package init(
        _ name: String, terms: CircuitBreaker.Terms = CircuitBreaker.Terms(),
        clock: MonotonicClock = MonotonicClock()
    ) {
        self.name = name
        self.clock = clock
        circuit = Mutex(CircuitBreaker(terms))
    }

    /// What it looks like now.
    package var state: CircuitBreaker.State { circuit.withLock { $0.state(at: now) } }

    /// How many answers were failures.
    package var failureCount: UInt64 { tallies.withLock { $0.failures } }

    /// How many were not let through.
    package var refusalCount: UInt64 { tallies.withLock { $0.refusals } }

    /// Asks the dependency, or throws `BreakerError.open` without asking.
    ///
    /// - Parameter isFailure: whether an error says that the dependency is unwell. One that merely
    ///   refuses this question has answered.
    package func call<Value>(
        _ body: () async throws -> Value,
        isFailure: (any Error) -> Bool = { _ in true }
    ) async throws -> Value {
        let ticket = try admit()
        do {
            let value = try await body()
            circuit.withLock { $0.succeeded(ticket, at: now) }
            return value
        } catch {
            if error is CancellationError || Task.isCancelled {
                circuit.withLock { $0.abandoned(ticket, at: now) }
            } else if isFailure(error) {
                circuit.withLock { $0.failed(ticket, at: now) }
                tallies.withLock { $0.failures += 1 }
            } else {
                circuit.withLock { $0.succeeded(ticket, at: now) }
            }
            throw error
        }
    }

    private func admit() throws(BreakerError) -> CircuitBreaker.Ticket {
        switch circuit.withLock({ $0.admit(at: now) }) {
        case .admitted(let ticket): return ticket
        case .refused(let wait):
            tallies.withLock { $0.refusals += 1 }
            throw .open(name: name, retryAfter: wait)
        }
    }

    private var now: Duration { .nanoseconds(clock.nanoseconds()) }
}

/// Why a dependency was not asked.
package enum BreakerError: Error, Hashable, Sendable {
    /// It failed again and again just now.
    case open(name: String, retryAfter: Duration)
}

extension BreakerError: CustomStringConvertible {
    /// What failed, and what can be done.
    package var description: String {
        switch self {
        case .open(let name, let wait):
            "\(name) failed again and again and is left alone; it is tried again in "
                + "\(max(1, wait.components.seconds)) seconds."
        }
    }
}
