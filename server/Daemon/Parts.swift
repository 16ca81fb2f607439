import Configuration
import HTTP
import HTTPServer
import Logging
import Machine
import Metrics
import PostgreSQL
import ServerAPI
import ServerLink
import ServerStore

/// The parts of a running server, put together.
struct Parts: Sendable {
    let pool: Pool
    private let readiness: Readiness
    private let watchers = BookWatchers()
    private let metrics = ServerMetrics()
    private let identity: IdentityParts
    private let log: Logger

    init(pool: Pool, identity: IdentityParts, log: Logger) {
        self.pool = pool
        self.identity = identity
        self.log = log
        readiness = Readiness(pool: pool)
    }

    /// Every route, inside the guard that speaks for the database.
    var router: Router {
        var router = Router()
        router.wrap(in: DatabaseGuard(readiness: readiness).middleware)
        router.wrap(in: IdentityGuard.middleware)
        OperationRoutes(readiness: readiness) {
            await metrics.text(pool: pool, watchers: watchers)
        }.add(to: &router)
        SyncRoutes(
            store: ServerStore(pool: pool), devices: identity.devices, watchers: watchers,
            unixMicroseconds: SystemClock().unixMicroseconds
        ).add(to: &router)
        identity.add(to: &router)
        return router
    }

    /// The socket's settings, and what is told of each request.
    func http(_ configuration: Configuration) -> HTTPServer.Configuration {
        let address = configuration[ServerSettings.listen]
        var http = HTTPServer.Configuration(listen: .address(address.host, port: address.port))
        http.limits.connectionsMax = configuration[ServerSettings.connections]
        http.limits.connectionsPerAddressMax =
            configuration[ServerSettings.connectionsPerAddress]
        http.deadlines.drain = configuration[ServerSettings.drain]
        http.hooks.answered = { access in
            metrics.count(access)
            log.answered(access)
        }
        http.hooks.connected = { metrics.connections.add(Double($0)) }
        http.hooks.failed = { error, request in
            log.error(
                "request failed", .text("error", "\(error)"), .text("request", request))
        }
        return http
    }

    /// Brings the schema up to date and follows the log's growth, until a signal comes or
    /// something fails that does not mend itself.
    func work(
        _ settings: ConnectionSettings, following listener: Listener,
        until signals: AsyncStream<Signal>
    ) async throws {
        let keeper = SchemaKeeper(settings: settings, readiness: readiness, log: log)
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                await watchers.follow(listener.events)
                return false
            }
            group.addTask {
                try await keeper.migrate()
                await identity.welcome()
                return false
            }
            group.addTask {
                for await _ in signals { break }
                return true
            }
            while let isTold = try await group.next() {
                if isTold { group.cancelAll() }
            }
        }
        log.info("stopping")
    }
}
