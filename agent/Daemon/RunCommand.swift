import AgentAPI
import AgentLink
import AgentSocket
import AgentStore
import Catalog
import CommandLine
import Configuration
import Glibc
import HTTP
import HTTPServer
import Logging
import Machine

/// `counterfoil-agent run`: runs until it is told to stop.
struct RunCommand: Sendable {
    let environment: [String: String]

    var command: Command {
        Command(
            "run", "Run until told to stop",
            discussion: """
                'counterfoil' starts the agent by itself. SIGTERM, Ctrl-C and 'counterfoil agent \
                stop' end it; nothing that was acknowledged is lost, however it ends.
                """,
            examples: [.init("counterfoil-agent run --log-level debug", "Watch what it does.")],
            exitCodes: [.tryLater]
        ) { invocation, _ in
            let place = try AgentPlace(environment: environment)
            let configuration = try AgentSettings.resolve(
                invocation, environment: environment)
            try await run(at: place, log: logger(configuration))
        }
    }

    private func run(at place: AgentPlace, log: Logger) async throws {
        let (signals, stop) = Self.stopSignals()
        try place.create()
        let lock = try DirectoryLock(directory: place.data)
        let store = try await AgentStore.open(at: place.book)
        let synchronizer = Synchronizer(
            store: store, key: try DeviceKey.loadOrCreate(in: place.data))
        let server = HTTPServer(
            Self.http(place, log), router: Self.router(store, synchronizer, place, stop))
        try server.start()
        try await synchronizer.start()
        log.info("listening", .text("socket", place.socket))
        for await _ in signals { break }
        log.info("stopping")
        await synchronizer.stop()
        await server.stop()
        await store.close()
        log.info("stopped")
        _ = consume lock
    }

    /// Ends with a signal of the system's or with a word over the socket.
    private static func stopSignals() -> (AsyncStream<Void>, @Sendable () -> Void) {
        let (stops, continuation) = AsyncStream.makeStream(of: Void.self)
        let signals = Signal.stream(of: [.terminate, .interrupt])
        let relay = Task {
            for await _ in signals { continuation.yield() }
        }
        continuation.onTermination = { _ in relay.cancel() }
        return (stops, { continuation.yield() })
    }

    private static func http(_ place: AgentPlace, _ log: Logger) -> HTTPServer.Configuration {
        var http = HTTPServer.Configuration(
            listen: .unix(path: place.socket, allowedUsers: [geteuid()]))
        http.hooks.failed = { error, request in
            log.error("request failed", .text("error", "\(error)"), .text("request", request))
        }
        return http
    }

    private static func router(
        _ store: AgentStore, _ synchronizer: Synchronizer, _ place: AgentPlace,
        _ stop: @escaping @Sendable () -> Void
    ) -> Router {
        var router = Router()
        router.wrap(in: refusing)
        AgentRoutes(version: Release.version, processID: getpid(), stop: stop).add(to: &router)
        SyncRoutes(store: store, synchronizer: synchronizer).add(to: &router)
        let billing = Billing(store, marks: MarkFile(at: place.markFile, for: place.book))
        BillingRoutes(billing, synchronizer: synchronizer).add(to: &router)
        ConflictRoutes(store: store, synchronizer: synchronizer).add(to: &router)
        HistoryRoutes(store: store).add(to: &router)
        ExportRoutes(store: store).add(to: &router)
        for collection in Catalog.collections where collection.kind.isDeletable {
            RecordRoutes(collection, store: store, synchronizer: synchronizer).add(to: &router)
        }
        return router
    }

    private func logger(_ configuration: Configuration) -> Logger {
        let stream = StandardStream.error
        return Logger(
            format: .init(rawValue: configuration[AgentSettings.logFormat]) ?? .text,
            levelMin: LogLevel(name: configuration[AgentSettings.logLevel]) ?? .info,
            unixMicroseconds: SystemClock().unixMicroseconds,
            sink: { line in
                // Nobody is left to tell when the log itself cannot be written.
                try? stream.write(line, naming: "the log")
            })
    }
}
