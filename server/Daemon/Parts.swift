import Breaker
import Configuration
import Crypto
import Files
import HTTP
import HTTPServer
import JSON
import Logging
import Machine
import Mailing
import Metrics
import PostgreSQL
import ServerAPI
import ServerBooks
import ServerJobs
import ServerLink
import ServerStore

/// The parts of a running server, put together.
struct Parts: Sendable {
    let pool: Pool
    /// Who works off jobs; nobody in a process that has not this role.
    let workshop: Workshop?
    let readiness: Readiness
    let watchers = BookWatchers()
    let metrics: ServerMetrics
    let identity: IdentityParts
    let glances: Glances
    let bounces: BounceReader
    let office: BookOffice
    let roles: Set<ServerRole>
    let mail: MailSetup
    let webhookSecret: BounceRoutes.Secret?
    let log: Logger

    let files: any FileStore
    let answers: KeptAnswers
    let settings: HTTPSettings
    let filesPerBook: Int
    private let marks: KeyMarks

    init(
        pool: Pool, database: ConnectionSettings, configuration: Configuration,
        identity: IdentityParts, mail: MailSetup, keeper: SecretKeeper,
        dependencies: Dependencies, files: any FileStore, settings: HTTPSettings, log: Logger
    ) throws {
        self.pool = pool
        let receiptKeys = try ReceiptKeys(from: keeper)
        office = BookOffice(
            pool: pool, notary: receiptKeys.notary,
            textsCameApart: BookOffice.callingTextJoiner,
            approvalsAreOwed: BookOffice.callingApprovalAsker,
            ownChangesCameBack: BookOffice.applyingGrants)
        self.identity = identity
        self.mail = mail
        self.files = files
        answers = KeptAnswers(pool: pool, sealedBy: keeper)
        marks = KeyMarks(pool: pool, keeper: keeper, columns: SecretKeys.sealedColumns)
        self.settings = settings
        filesPerBook = configuration[ServerSettings.filesPerBook]
        self.log = log
        metrics = ServerMetrics(watching: dependencies.breakers)
        readiness = Readiness(pool: pool) { [files] in
            do throws(FilesError) {
                try await files.check()
                return nil
            } catch {
                return "\(error)"
            }
        }
        glances = Glances(pool: pool)
        bounces = BounceReader(pool: pool, metrics: metrics.mails)
        webhookSecret = try mail.webhookSecret()
        roles = configuration[ServerSettings.roles]
        workshop =
            roles.contains(.jobs)
            ? try Workshop(
                configuration, database, pool: pool, office: office,
                sender: try mail.sender(
                    pool: pool, keeper: keeper, behind: dependencies.mail,
                    metrics: metrics.mails, log: log),
                rotation: SecretRotation(
                    pool: pool, keeper: keeper, columns: SecretKeys.sealedColumns),
                keeper: keeper, bounces: bounces, log: log, metrics: metrics.jobs)
            : nil
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
        let keeper = SchemaKeeper(
            settings: settings, marks: marks, readiness: readiness, log: log)
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                await watchers.follow(listener.events)
                return false
            }
            group.addTask {
                try await keeper.prepare()
                guard readiness.obstacle == nil else { return false }
                workshop?.open()
                await identity.noteAddress()
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
