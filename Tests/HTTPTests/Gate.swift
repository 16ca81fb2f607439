import Synchronization

/// Holds everybody back until enough have arrived, or until it is opened.
final class Gate: Sendable {
    private let state: Mutex<State>

    private struct State {
        var missing: Int
        var noteCount = 0
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    init(opensAt count: Int) {
        state = Mutex(State(missing: count))
    }

    /// How many wait.
    var waitingCount: Int { state.withLock { $0.waiters.count } }

    /// How many have passed by.
    var noteCount: Int { state.withLock { $0.noteCount } }

    func note() { state.withLock { $0.noteCount += 1 } }

    func arrive() async {
        await withCheckedContinuation { continuation in
            let free = state.withLock { state in
                state.missing -= 1
                state.waiters.append(continuation)
                defer { if state.missing <= 0 { state.waiters = [] } }
                return state.missing <= 0 ? state.waiters : []
            }
            for waiter in free { waiter.resume() }
        }
    }

    func open() {
        let free = state.withLock { state in
            state.missing = 0
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in free { waiter.resume() }
    }
}
