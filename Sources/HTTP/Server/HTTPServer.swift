package import HTTP
import Synchronization

/// Answers HTTP on one socket with the routes of a router.
///
/// 1. A server lives once: `fresh → running → stopping → stopped`.
/// 2. Stopping breaks nothing off that ends within the deadline, and always comes to an end.
/// 3. A handler starts on the thread that reads the sockets and leaves it at its first wait: what
///    computes for more than a millisecond belongs on an actor or a thread of its own.
package final class HTTPServer: Sendable {
    /// Where it listens once started: the port that the system chose, or the socket's path.
    package enum Address: Hashable, Sendable {
        /// A TCP port.
        case port(UInt16)
        /// A socket file.
        case path(String)
    }

    private enum Life {
        case fresh
        case running(Running)
        case stopping([CheckedContinuation<Void, Never>])
        case stopped
    }

    private struct Running {
        let daemon: Daemon
        let file: SocketFile?
        let sweeper: Task<Void, Never>
    }

    private let core: ServerCore
    private let life = Mutex(Life.fresh)

    /// A server that does nothing before `start`. Once started it must be stopped.
    package init(_ configuration: Configuration, router: Router) {
        core = ServerCore(configuration: configuration, router: router)
    }

    /// Starts to listen and returns where.
    @discardableResult
    package func start() throws(HTTPServerError) -> Address {
        try life.withLock { life throws(HTTPServerError) in
            guard case .fresh = life else { throw .startedTwice }
            let tls = try core.configuration.tls.map { files throws(HTTPServerError) in
                try TLSKeeper(files)
            }
            core.present(tls)
            let socket = try ListeningSocket.open(core.configuration.listen)
            let daemon = try Daemon(socket, core: core)
            life = .running(Running(daemon: daemon, file: socket.file, sweeper: sweep()))
            return socket.address
        }
    }

    /// Reads certificate and key again: connections that begin from now on are shown them, the
    /// others go on. What cannot be used is refused, and what is in use stays.
    package func renewCertificate() throws(HTTPServerError) {
        try core.keeper?.renew()
    }

    /// Stops: no new connections, requests in flight finish within the deadline, then all ends.
    package func stop() async {
        let running: Running? = life.withLock { life in
            guard case .running(let running) = life else { return nil }
            life = .stopping([])
            return running
        }
        guard let running else { return await stopped() }
        running.daemon.quiesce()
        running.file?.remove()
        await drain()
        running.sweeper.cancel()
        await running.daemon.stop(core)
        for waiter in finish() { waiter.resume() }
    }

    /// Serves until its task is cancelled, then stops.
    package func run() async throws(HTTPServerError) {
        try start()
        let (never, _) = AsyncStream.makeStream(of: Void.self)
        for await _ in never {}
        await stop()
    }

    private func drain() async {
        for exchange in core.beginDrain() where exchange.isCancelledAtDrain { exchange.cancel() }
        if await core.idle(within: core.configuration.deadlines.drain), core.end() { return }
        // Tasks that do not listen are left behind: their connections are answered for them.
        repeat {
            for exchange in core.inFlight {
                exchange.cancel()
                exchange.settle(Refusal.stopping.response())
            }
            if await !core.idle(within: .seconds(1)) { core.shutDownConnections() }
        } while !core.end()
    }

    private func sweep() -> Task<Void, Never> {
        let deadlines = core.configuration.deadlines
        let tick = max(.milliseconds(10), min(.seconds(1), deadlines.header, deadlines.body) / 4)
        return Task { [core] in
            while (try? await Task.sleep(for: tick)) != nil { core.sweep(at: .now) }
        }
    }

    private func stopped() async {
        await withCheckedContinuation { continuation in
            let isStopped = life.withLock { life in
                guard case .stopping(let waiters) = life else { return true }
                life = .stopping(waiters + [continuation])
                return false
            }
            if isStopped { continuation.resume() }
        }
    }

    private func finish() -> [CheckedContinuation<Void, Never>] {
        life.withLock { life in
            defer { life = .stopped }
            guard case .stopping(let waiters) = life else { return [] }
            return waiters
        }
    }
}
