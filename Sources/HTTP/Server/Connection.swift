import Glibc
import HTTP
import Synchronization

/// One connection, from its acceptance to its end: who it is, and what it owes by when.
final class Connection: Sendable {
    let peer: Peer
    /// Who counts as its sender; `nil` for a socket file.
    let household: NetworkAddress?
    /// Whether its peer may talk to this server at all.
    let isWelcome: Bool
    private let keeper: TLSKeeper?
    private let state: Mutex<State>

    private struct State {
        // `nil` once the socket is closed: its number may belong to somebody else by then.
        var descriptor: Int32?
        var deadline: ContinuousClock.Instant?
        // What was left of the deadline when the server itself became the slower one.
        var remainder: Duration?
        var requestCount = 0
        // What it was shown, for as long as the library may look at it.
        var identity: TLSIdentity?
    }

    init(descriptor: Int32, peer: Peer, isWelcome: Bool, keeper: TLSKeeper?) {
        self.peer = peer
        self.isWelcome = isWelcome
        self.keeper = keeper
        if case .address(let text) = peer {
            household = NetworkAddress(text)?.household
        } else {
            household = nil
        }
        state = Mutex(State(descriptor: descriptor))
    }

    /// What the other side is shown to know this server by.
    func present() -> TLSIdentity? {
        guard let identity = keeper?.current else { return nil }
        state.withLock { $0.identity = identity }
        return identity
    }

    /// Counts one more request, and says how many there were.
    func beginRequest() -> Int {
        state.withLock { state in
            state.requestCount += 1
            return state.requestCount
        }
    }

    /// Something must be here by then: a header, or a body.
    func expect(by deadline: ContinuousClock.Instant) {
        state.withLock { $0.deadline = deadline }
    }

    /// A part of what was expected is here, which leaves more time for the rest.
    func extend(by duration: Duration) {
        state.withLock { $0.deadline = $0.deadline?.advanced(by: duration) }
    }

    /// All is here; the server works.
    func expectNothing() {
        state.withLock { state in
            state.deadline = nil
            state.remainder = nil
        }
    }

    /// The server cannot take more for the moment: the other side's time stands still.
    func pause() {
        state.withLock { state in
            state.remainder = state.deadline.map { $0 - .now }
            state.deadline = nil
        }
    }

    /// The server takes more: the other side's time goes on.
    func proceed() {
        state.withLock { state in
            state.deadline = state.remainder.map { .now + $0 }
            state.remainder = nil
        }
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
