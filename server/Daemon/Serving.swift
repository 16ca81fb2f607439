import Configuration
import HTTPServer
import Logging
import Machine
import PostgreSQL
import ServerAPI
import ServerLink
import ServerStore

/// One run of the server: starts the parts in their order and stops them in the reverse one.
///
/// The database comes first, then the socket, then the schema: while the schema is not in place
/// every request that needs it is answered with 503.
struct Serving: Sendable {
    private let configuration: Configuration
    private let database: DatabaseSource
    private let mail: MailSetup
    private let setup: Setup
    private let dataDirectory: String
    private let http: HTTPSettings
    private let log: Logger

    init(configuration: Configuration, setup: Setup) throws {
        self.configuration = configuration
        self.setup = setup
        http = try HTTPSettings(configuration)
        dataDirectory = try setup.dataDirectory(configuration)
        database = try setup.database(configuration)
        mail = setup.mail(configuration)
        log = setup.logger(configuration)
    }

    /// Serves until one of the signals comes.
    func run(until signals: AsyncStream<Signal>) async throws {
        switch database {
        case .external(let settings):
            try await serve(settings, until: signals)
        case .own(let cluster, let directory):
            let lock = try DirectoryLock(directory: directory, name: "server.lock")
            try await serve(cluster, until: signals)
            _ = consume lock
        }
    }

    private func serve(_ cluster: PrivateCluster, until signals: AsyncStream<Signal>) async throws {
        let settings = try await cluster.start()
        let monitor = Task { await cluster.monitor { log.incident($0) } }
        let outcome = await attempt { try await serve(settings, until: signals) }
        monitor.cancel()
        try await cluster.stop()
        try outcome.get()
    }

    private func serve(
        _ settings: ConnectionSettings, until signals: AsyncStream<Signal>
    ) async throws {
        var options = PoolOptions()
        options.size = configuration[ServerSettings.databaseConnections]
        let pool = Pool(settings, options: options)
        let keeper = try SecretKeys(configuration, setup: setup).keeper()
        let identity = try await IdentityParts.open(
            pool: pool, configuration: configuration, keeper: keeper, setup: setup)
        let dependencies = Dependencies(configuration)
        let files = try await FilePlace.open(
            configuration, dataDirectory: dataDirectory, behind: dependencies.files)
        let parts = try Parts(
            pool: pool, database: settings, configuration: configuration, identity: identity,
            mail: mail, keeper: keeper, dependencies: dependencies, files: files, settings: http,
            log: log)
        let server = HTTPServer(parts.http, router: parts.router)
        try server.start()
        let watching = watchCertificate(of: server)
        defer { watching?.cancel() }
        let address = PublicAddress(configuration)
        if address.origin == .machine {
            log.warning(
                "links lead to this machine's own name; set public-address",
                .text("address", address.text))
        }
        if !mail.hasServer { log.warning("no mail server is configured", .text("mails", mail.way)) }
        log.info("listening", .text("address", "\(configuration[ServerSettings.listen])"))
        let listener = Listener(settings, channels: [BookChannel.name])
        let workshop = Task { await parts.workshop?.run() }
        let outcome = await attempt {
            try await parts.work(settings, following: listener, until: signals)
        }
        // Requests in flight and running jobs finish beside each other.
        workshop.cancel()
        await server.stop()
        await workshop.value
        listener.stop()
        await parts.pool.close()
        log.info("stopped")
        try outcome.get()
    }

    private func watchCertificate(of server: HTTPServer) -> Task<Void, Never>? {
        guard let files = http.http.tls else { return nil }
        let watcher = CertificateWatcher(server: server, files: files, log: log)
        let signals = Signal.stream(of: [.hangUp])
        return Task { await watcher.watch(signals) }
    }

    private func attempt(_ body: () async throws -> Void) async -> Result<Void, any Error> {
        do {
            return .success(try await body())
        } catch {
            return .failure(error)
        }
    }
}
