import Glibc
import HTTP
import Synchronization

/// One connection, from its acceptance to its end: who it is, and what it owes by when.
final class Connection: Sendable {
    let peer: Peer
    /// Whether its peer may talk to this server at all.
    let isWelcome: Bool
    private let state: Mutex<State>

    private struct State {
        // `nil` once the socket is closed: its number may belong to somebody else by then.
        var descriptor: Int32?
        var deadline: ContinuousClock.Instant?
    }

    init(descriptor: Int32, peer: Peer, isWelcome: Bool) {
        self.peer = peer
        self.isWelcome = isWelcome
        state = Mutex(State(descriptor: descriptor))
    }

    /// Something must be here by then: a header, or a body.
    func expect(by deadline: ContinuousClock.Instant) {
        state.withLock { $0.deadline = deadline }
    }

    /// All is here; the server works.
    func expectNothing() {
        state.withLock { $0.deadline = nil }
    }

    /// Ends both directions if what was expected did not come; the library then closes it.
    func shutDownIfOverdue(at now: ContinuousClock.Instant) {
        state.withLock { state in
            guard let deadline = state.deadline, deadline < now, let descriptor = state.descriptor
            else { return }
            shutdown(descriptor, Int32(SHUT_RDWR))
        }
    }

    /// Ends both directions now.
    func shutDown() {
        state.withLock { state in
            guard let descriptor = state.descriptor else { return }
            shutdown(descriptor, Int32(SHUT_RDWR))
        }
    }

    /// The library is about to close the socket.
    func closed() {
        state.withLock { $0.descriptor = nil }
    }
}
