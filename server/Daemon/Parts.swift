import Breaker
import Configuration
import Files
import HTTP
import HTTPServer
import JSON
import Logging
import Machine
import Metrics
import PostgreSQL
import ServerAPI
import ServerJobs
import ServerLink
import ServerStore

/// The parts of a running server, put together.
struct Parts: Sendable {
    let pool: Pool
    /// Who works off jobs; nobody in a process that has not this role.
    let workshop: Workshop?
    private let readiness: Readiness
    private let watchers = BookWatchers()
    private let metrics = ServerMetrics()
    private let identity: IdentityParts
    private let glance: JobGlance
    private let roles: Set<ServerRole>
    private let mail: MailSetup
    private let log: Logger

    private let files: any FileStore
    private let settings: HTTPSettings

    init(
        pool: Pool, database: ConnectionSettings, configuration: Configuration,
        identity: IdentityParts, mail: MailSetup, files: any FileStore, settings: HTTPSettings,
        log: Logger
    ) throws {
        self.pool = pool
        self.identity = identity
        self.mail = mail
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
        glance = JobGlance(pool: pool)
        roles = configuration[ServerSettings.roles]
        workshop =
            roles.contains(.jobs)
            ? try Workshop(
                configuration, database, pool: pool, mail: mail, log: log, metrics: metrics.jobs)
            : nil
    }

    /// Every route, inside the guard that speaks for the database.
    var router: Router {
        var router = Router()
        router.wrap(in: settings.crossOrigin.middleware)
        router.wrap(in: identity.apology)
        router.wrap(in: DatabaseGuard(readiness: readiness).middleware)
        router.wrap(in: IdentityGuard.middleware)
        OperationRoutes(readiness: readiness) {
            await metrics.text(pool: pool, watchers: watchers, glance: glance)
        } remarks: {
            await remarks()
        }.add(to: &router)
        if roles.contains(.sync) {
            SyncRoutes(
                store: ServerStore(pool: pool), devices: identity.devices, watchers: watchers,
                unixMicroseconds: SystemClock().unixMicroseconds
            ).add(to: &router)
        }
        guard roles.contains(.api) else { return router }
        identity.add(to: &router)
        if let directory = files as? DirectoryStore {
            FileRoutes(store: directory) {
                SystemClock().unixMicroseconds() / 1_000_000
            }.add(to: &router)
        }
        return router
    }

    /// What `/readyz` says beside that the server is ready. A queue that lags behind is for whoever
    /// operates it to see, and no reason to ask this server nothing more.
    private func remarks() async -> [String: JSONValue] {
        let breakers = metrics.breakers.breakers.map {
            ($0.name, JSONValue.string($0.state.rawValue))
        }
        var remarks: [String: JSONValue] = [
            "breakers": .object(Dictionary(breakers) { first, _ in first }),
            "mail": mail.remark,
        ]
        if let counts = try? await glance.counts() {
            remarks["queue_lag_seconds"] = .measurement(counts.lagSeconds)
        }
        return remarks
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
                if readiness.obstacle == nil { workshop?.open() }
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
