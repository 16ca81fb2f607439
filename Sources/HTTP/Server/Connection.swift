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

    fileprivate struct State {
        // `nil` once the socket is closed: its number may belong to somebody else by then.
        var descriptor: Int32?
        var deadline: ContinuousClock.Instant?
        // What was left of the deadline when the server itself became the slower one.
        var remainder: Duration?
        var requestCount = 0
        // Whether a body is expected, and how often in a row it was seen that no more can come.
        var isReceiving = false
        var endCount = 0
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

    /// Something must be here by then: a header, or a reader's attention.
    func expect(by deadline: ContinuousClock.Instant) {
        state.withLock { state in
            state.deadline = deadline
            state.isReceiving = false
        }
    }

    /// The beginning of a body must be here by then.
    func expectBody(by deadline: ContinuousClock.Instant) {
        state.withLock { state in
            state.deadline = deadline
            state.isReceiving = true
            state.endCount = 0
        }
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
            state.isReceiving = false
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

    /// Ends both directions if what was expected did not come or cannot come any more; the library
    /// then closes it.
    func shutDownIfOverdue(at now: ContinuousClock.Instant) {
        state.withLock { state in
            guard let deadline = state.deadline, let descriptor = state.descriptor else { return }
            guard deadline < now || state.hasEnded(descriptor) else { return }
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

extension Connection.State {
    /// Whether the sender of a body has closed its side before the end of it.
    ///
    /// The library does not notice when the last bytes and the end arrive together. Seen once it
    /// may have the rest in its hands, so it has to be seen twice.
    fileprivate mutating func hasEnded(_ descriptor: Int32) -> Bool {
        guard isReceiving else { return false }
        var byte: UInt8 = 0
        let isAtEnd =
            recv(descriptor, &byte, 1, Int32(MSG_PEEK | MSG_DONTWAIT)) == 0
        endCount = isAtEnd ? endCount + 1 : 0
        return endCount > 1
    }
}
