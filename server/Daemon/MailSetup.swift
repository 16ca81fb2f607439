import Breaker
import CommandLine
import Configuration
import Crypto
import Logging
import Machine
import Mail
import Mailing
import PostgreSQL
import ServerAPI

/// What the configuration says of mail: over which way it goes, and from whom it comes.
struct MailSetup: Sendable {
    private static let passwordBytesMax = 16 << 10
    private static let resendWait = Duration.seconds(900)
    private static let here = "localhost"

    let configuration: Configuration
    /// Where files go when there is no mail server; a service may run without any place for them.
    let directory: String?

    /// Whether there is a mail server.
    var hasServer: Bool { configuration.value(MailSettings.server) != nil }

    /// Which way mails go, in one word.
    var way: String {
        if hasServer { return "smtp" }
        return directory == nil ? "nowhere" : "files"
    }

    /// What carries mails: the mail server, or the directory, or nothing where there is neither.
    func transport() throws -> any MailTransport {
        if let server = try server() {
            let count = configuration[MailSettings.connections]
            return TransportCrew((0..<count).map { _ in SMTPSender(server) })
        }
        guard let directory else { return NoTransport() }
        return try MailDirectory(path: directory)
    }

    /// The mail server; nil when none is configured.
    func server() throws -> SMTPServer? {
        guard let address = configuration.value(MailSettings.server) else { return nil }
        let security = SMTPServer.Security(rawValue: configuration[MailSettings.security])
        var server = try SMTPServer(
            host: address.host, port: address.port, security: security ?? .startTLS,
            login: try login(), helloName: helloName)
        server.authorityFile = configuration.value(MailSettings.authorityFile)
        return server
    }

    /// Whom mails come from.
    func from() throws -> Mailbox {
        let address = configuration.value(MailSettings.from) ?? "counterfoil@\(domain)"
        return try Mailbox(address, name: configuration[MailSettings.fromName])
    }

    /// What the server calls itself at the mail server.
    private var helloName: String {
        if let named = configuration.value(MailSettings.hello) { return named }
        return domain == Self.here && SMTPServer.isName(Host.name) ? Host.name : domain
    }

    /// The host that people know the server by, where it is the name of a domain.
    private var domain: String {
        let address = PublicAddress(configuration)
        let isDomain = address.origin == .named && (try? MailAddress("a@\(address.host)")) != nil
        return isDomain ? address.host : Self.here
    }

    /// How patient the outbox is.
    var policy: MailPolicy {
        var policy = MailPolicy()
        if configuration[MailSettings.uncertain] == "resend" {
            policy.uncertainty = .resend(after: Self.resendWait)
        }
        return policy
    }

    /// What sends the outbox's mails.
    func sender(
        pool: Pool, keeper: SecretKeeper, behind breaker: Breaker?, metrics: MailMetrics,
        log: Logger
    ) throws -> MailSender {
        var transport = try transport()
        if let breaker { transport = GuardedTransport(transport, behind: breaker) }
        return MailSender(
            pool: pool, transport: transport, keeper: keeper, policy: policy, metrics: metrics,
            log: log)
    }

    /// Where a provider may post what came back; nil when nothing was agreed upon.
    func webhookSecret() throws -> BounceRoutes.Secret? {
        guard let text = configuration.value(MailSettings.webhookSecret) else { return nil }
        guard let secret = BounceRoutes.Secret(text) else {
            throw CommandFailure(
                .validation, "mail-webhook-secret is shorter than 16 bytes: choose a longer one.")
        }
        return secret
    }

    private func login() throws -> SMTPServer.Login? {
        guard let user = configuration.value(MailSettings.user) else { return nil }
        let password = try password()
        switch configuration[MailSettings.login] {
        case "xoauth2": return .token(user: user, password)
        case "plain": return .password(user: user, password, mechanism: .plain)
        case "login": return .password(user: user, password, mechanism: .login)
        default: return .password(user: user, password, mechanism: nil)
        }
    }

    private func password() throws -> Secret<String> {
        if let password = configuration.value(MailSettings.password) { return Secret(password) }
        guard let path = configuration.value(MailSettings.passwordFile) else {
            throw CommandFailure(
                .validation,
                "smtp-user is set but no password: name a file with smtp-password-file, or set "
                    + "COUNTERFOIL_SMTP_PASSWORD.")
        }
        let bytes = try AtomicFile.read(path, byteCountMax: Self.passwordBytesMax)
        let line = bytes.prefix { $0 != 0x0A && $0 != 0x0D }
        return Secret(String(decoding: line, as: UTF8.self))
    }
}

extension Setup {
    /// What the configuration says of mail.
    func mail(_ configuration: Configuration) -> MailSetup {
        // Without a home and without a setting there is no such directory, and nothing to fail yet.
        let data = try? dataDirectory(configuration)
        return MailSetup(configuration: configuration, directory: data.map { $0 + "/mails" })
    }
}
