import Configuration
import Files
import HTTP
import HTTPServer
import Identity
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
    private let log: Logger

    private let files: any FileStore
    private let settings: HTTPSettings

    init(pool: Pool, files: any FileStore, settings: HTTPSettings, log: Logger) {
        self.pool = pool
        self.files = files
        self.settings = settings
        self.log = log
        readiness = Readiness(pool: pool) { [files] in
            do throws(FilesError) {
                try await files.check()
                return nil
            } catch {
                return "\(error)"
            }
        }
    }

    /// Every route, inside the guard that speaks for the database.
    var router: Router {
        var router = Router()
        router.wrap(in: settings.crossOrigin.middleware)
        router.wrap(in: DatabaseGuard(readiness: readiness).middleware)
        OperationRoutes(readiness: readiness) {
            await metrics.text(pool: pool, watchers: watchers)
        }.add(to: &router)
        SyncRoutes(
            store: ServerStore(pool: pool), devices: Devices(pool: pool), watchers: watchers,
            unixMicroseconds: SystemClock().unixMicroseconds
        ).add(to: &router)
        if let directory = files as? DirectoryStore {
            FileRoutes(store: directory) {
                SystemClock().unixMicroseconds() / 1_000_000
            }.add(to: &router)
        }
        return router
    }

    /// The socket's settings, and what is told of each request.
    var http: HTTPServer.Configuration {
        var http = settings.http
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
