import HTTP
import Synchronization

/// What all threads of a server share: who is connected, what is in flight, whether it goes on.
///
/// 1. `serving → draining → ended`, never back.
/// 2. An exchange is in flight from its admission until the library has completed it; a suspended
///    connection is therefore always in flight.
/// 3. Nothing is admitted once ended, so the library may be stopped then.
final class ServerCore: Sendable {
    let configuration: HTTPServer.Configuration
    let router: Router
    let requestIDs = RequestIDs()
    let pace: Pace
    private let state = Mutex(State())

    private enum Phase {
        case serving
        case draining
        case ended
    }

    private struct State {
        var phase = Phase.serving
        var connections: [ObjectIdentifier: Connection] = [:]
        var households: [NetworkAddress: Int] = [:]
        var keeper: TLSKeeper?
        var inFlight: [ObjectIdentifier: Exchange] = [:]
        var waiters: [Int: CheckedContinuation<Bool, Never>] = [:]
        var waiterCount = 0
    }

    init(configuration: HTTPServer.Configuration, router: Router) {
        self.configuration = configuration
        pace = Pace(
            grace: configuration.deadlines.body,
            bytesPerSecondMin: configuration.limits.bytesPerSecondMin)
        self.router = router
    }

    /// What connections are shown over TLS.
    func present(_ keeper: TLSKeeper?) {
        state.withLock { $0.keeper = keeper }
    }

    /// Who keeps what connections are shown.
    var keeper: TLSKeeper? { state.withLock { $0.keeper } }

    /// Whether one more connection may come from there.
    func welcomes(_ address: NetworkAddress?) -> Bool {
        guard let address, let max = configuration.limits.connectionsPerAddressMax,
            !configuration.proxies.trust(address)
        else { return true }
        return state.withLock { $0.households[address.household, default: 0] < max }
    }

    /// Whether answers should ask for the end of the connection.
    var isDraining: Bool {
        state.withLock { $0.phase != .serving }
    }

    func opened(_ connection: Connection) {
        connection.expect(by: .now + configuration.deadlines.header)
        state.withLock { state in
            state.connections[ObjectIdentifier(connection)] = connection
            if let household = connection.household {
                state.households[household, default: 0] += 1
            }
        }
        configuration.hooks.connected(1)
    }

    func closed(_ connection: Connection) {
        connection.closed()
        state.withLock { state in
            state.connections.removeValue(forKey: ObjectIdentifier(connection))
            guard let household = connection.household else { return }
            let count = state.households[household, default: 0] - 1
            state.households[household] = count > 0 ? count : nil
        }
        configuration.hooks.connected(-1)
    }

    /// Takes a complete request in; false once the server has ended.
    func admit(_ exchange: Exchange) -> Bool {
        state.withLock { state in
            guard state.phase != .ended else { return false }
            state.inFlight[ObjectIdentifier(exchange)] = exchange
            return true
        }
    }

    /// The library is done with an exchange.
    func retire(_ exchange: Exchange) {
        let waiters = state.withLock { state in
            state.inFlight.removeValue(forKey: ObjectIdentifier(exchange))
            defer { if state.inFlight.isEmpty { state.waiters = [:] } }
            return state.inFlight.isEmpty ? Array(state.waiters.values) : []
        }
        for waiter in waiters { waiter.resume(returning: true) }
    }

    /// Ends connections whose peers keep the server waiting.
    func sweep(at now: ContinuousClock.Instant) {
        let connections = state.withLock { Array($0.connections.values) }
        for connection in connections { connection.shutDownIfOverdue(at: now) }
    }

    /// From here on answers close their connections; returns what is in flight.
    func beginDrain() -> [Exchange] {
        state.withLock { state in
            state.phase = .draining
            return Array(state.inFlight.values)
        }
    }

    /// What is in flight now.
    var inFlight: [Exchange] {
        state.withLock { Array($0.inFlight.values) }
    }

    /// Ends every connection, whatever it does.
    func shutDownConnections() {
        let connections = state.withLock { Array($0.connections.values) }
        for connection in connections { connection.shutDown() }
    }

    /// Ends the admission if nothing is in flight; else false.
    func end() -> Bool {
        state.withLock { state in
            guard state.inFlight.isEmpty else { return false }
            state.phase = .ended
            return true
        }
    }

    /// Waits until nothing is in flight; false when the time is over before.
    func idle(within duration: Duration) async -> Bool {
        await withCheckedContinuation { continuation in
            let token: Int? = state.withLock { state in
                guard !state.inFlight.isEmpty else { return nil }
                state.waiterCount += 1
                state.waiters[state.waiterCount] = continuation
                return state.waiterCount
            }
            guard let token else { return continuation.resume(returning: true) }
            // Not a child: a server is often stopped from a task that is cancelled already.
            Task {
                try? await Task.sleep(for: duration)
                giveUp(token)
            }
        }
    }

    private func giveUp(_ token: Int) {
        state.withLock { $0.waiters.removeValue(forKey: token) }?.resume(returning: false)
    }
}
