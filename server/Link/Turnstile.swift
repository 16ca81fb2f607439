package import HTTP
import Synchronization

/// Lets so many requests in at the same time; whoever comes meanwhile waits without a task.
///
/// When thousands ask at once, they would all wait for the same few connections of the database,
/// each with the memory of a task that is under way. Those who are inside wait for nobody who is
/// outside, so everybody gets in.
///
/// Invariant: who leaves hands the place to whoever has waited for longest, or it is free.
package final class Turnstile: Sendable {
    private typealias Waiter = (ticket: Ticket, goOn: Pause.GoOn)

    private struct State {
        var free: Int
        // Who comes is put upon the one, and who has waited for longest is on top of the other.
        var coming: [Waiter] = []
        var going: [Waiter] = []
    }

    private let state: Mutex<State>

    /// Has so many places.
    package init(places: Int) { state = Mutex(State(free: places)) }

    /// Lets a handler answer now, or when there is room; it has left when it pauses.
    package func pass(
        _ request: Request, to handler: @escaping Handler
    ) async throws -> Response {
        let ticket = Ticket(self)
        if takePlace() {
            ticket.enter()
            defer { ticket.leave() }
            return try await handler(request)
        }
        throw Pause { [self] goOn in
            line(up: (ticket, goOn))
        } then: { [body = request.body] later in
            defer { ticket.leave() }
            var later = later
            later.body = body
            return try await handler(later)
        }
    }

    private func takePlace() -> Bool {
        state.withLock { state in
            guard state.free > 0 else { return false }
            state.free -= 1
            return true
        }
    }

    private func line(up waiter: Waiter) {
        state.withLock { $0.coming.append(waiter) }
        // Somebody may have left since there was no room.
        if takePlace() { handOver() }
    }

    /// Gives a place to whoever is still there.
    fileprivate func handOver() {
        while let next = next() {
            next.ticket.enter()
            if next.goOn() { return }
            next.ticket.void()
        }
    }

    /// Who has waited for longest; where there is nobody, the place is free.
    private func next() -> Waiter? {
        state.withLock { state in
            if state.going.isEmpty {
                state.going = state.coming.reversed()
                state.coming = []
            }
            if state.going.isEmpty { state.free += 1 }
            return state.going.popLast()
        }
    }
}

/// What a place is given to, and given back by: at the latest when nobody has it any more, since
/// something may have kept its owner from ever going in.
private final class Ticket: Sendable {
    private let turnstile: Turnstile
    private let isInside = Atomic(false)

    init(_ turnstile: Turnstile) { self.turnstile = turnstile }

    deinit { leave() }

    func enter() { isInside.store(true, ordering: .relaxed) }

    func void() { isInside.store(false, ordering: .relaxed) }

    func leave() {
        if isInside.exchange(false, ordering: .relaxed) { turnstile.handOver() }
    }
}
