import CommandLine
import Configuration

/// Everything about the server that whoever operates it may decide.
enum ServerSettings {
    static let listen = Setting<Address>.address(
        "listen", "Where the server waits for requests.", fallback: "127.0.0.1:8480")
    static let databaseURL = Setting<String>.url(
        "database-url", "The PostgreSQL to use; without it the server starts one of its own.",
        schemes: ["postgresql", "postgres"], isSecret: true, environment: ["DATABASE_URL"])
    static let dataDirectory = Setting<String>.path(
        "data-directory",
        "Where its own PostgreSQL and files are; else XDG_DATA_HOME/counterfoil-server.")
    static let postgresPrograms = Setting<String>.path(
        "postgresql-programs", "Where initdb and postgres are; without it, Debian's newest.")
    static let publicAddress = Setting<String>.url(
        "public-address",
        "Where people reach the server, for links; else where it listens, or the machine's name.",
        schemes: ["https", "http"])
    static let registration = Setting<String>.choice(
        "registration", "Who may register: those who were invited, or everybody.",
        of: ["invitation", "open"], fallback: "invitation")
    static let secretKeys = Setting<String>.string(
        "secret-keys", "The keys under which secrets lie at rest: ID:HEX, the last one seals.",
        isSecret: true)
    static let secretKeysFile = Setting<String>.path(
        "secret-keys-file", "A file with these keys; else secret.keys in the data directory.")
    static let databaseConnections = Setting<Int>.integer(
        "database-connections", "Connections to the database at most.", in: 1...200, fallback: 8)
    static let connections = Setting<Int>.integer(
        "connections", "Open HTTP connections at most.", in: 1...100_000, fallback: 12_000)
    static let connectionsPerAddress = Setting<Int>.integer(
        "connections-per-address", "Open HTTP connections from one address at most.",
        in: 1...100_000, fallback: 1_000)
    static let tlsCertificate = Setting<String>.path(
        "tls-certificate",
        "The certificate with its chain, in PEM; without it the server speaks in the clear.")
    static let tlsKey = Setting<String>.path(
        "tls-key", "The private key of the certificate, in PEM.")
    static let trustedProxies = Setting<String>.string(
        "trusted-proxies",
        "Addresses whose word is taken for who sent a request, such as 10.0.0.0/8,::1.",
        fallback: "")
    static let proxyHeader = Setting<String>.choice(
        "proxy-header", "Where a trusted proxy says it.", of: ["x-forwarded-for", "forwarded"],
        fallback: "x-forwarded-for")
    static let allowedOrigins = Setting<String>.string(
        "allowed-origins",
        "Pages that may call the server from a browser, such as https://books.example.com.",
        fallback: "")
    static let strictTransport = Setting<Duration>.duration(
        "strict-transport", "How long browsers that came over TLS must come back over it.",
        in: .zero ... .seconds(63_072_000), fallback: "365d")
    static let headerDeadline = Setting<Duration>.duration(
        "header-deadline", "How long the head of a request may take to arrive.",
        in: .milliseconds(100) ... .seconds(120), fallback: "10s")
    static let bodyGrace = Setting<Duration>.duration(
        "body-grace", "How long a body or an answer may take beyond its minimum rate.",
        in: .milliseconds(100) ... .seconds(600), fallback: "30s")
    static let rateMin = Setting<Int>.byteSize(
        "rate-min", "Bytes a second below which a sender or a reader is cut off.",
        in: 1...(1 << 30), fallback: "1KiB")
    static let bodySize = Setting<Int>.byteSize(
        "body-size", "The longest body, where a route does not say otherwise.",
        in: 1_024...(1 << 30), fallback: "1MiB")
    static let requestsPerConnection = Setting<Int>.integer(
        "requests-per-connection", "Requests after which a connection is closed.",
        in: 1...1_000_000_000, fallback: 10_000)
    static let filesURL = Setting<String>.string(
        "files-url",
        "Where files are kept: a path, or s3://BUCKET/PREFIX?endpoint=URL&region=NAME; else below "
            + "the data directory.",
        environment: ["FILES_URL"])
    static let filesKeyID = Setting<String>.string(
        "files-key-id", "The id of the key of S3.", environment: ["AWS_ACCESS_KEY_ID"])
    static let filesSecret = Setting<String>.string(
        "files-secret", "The secret of the key of S3; never on the command line.", isSecret: true,
        environment: ["AWS_SECRET_ACCESS_KEY"])
    static let filesPerBook = Setting<Int>.byteSize(
        "files-per-book", "How much room the files of one book have together.",
        in: (1 << 20)...(1 << 50), fallback: "10GiB")
    static let drain = Setting<Duration>.duration(
        "drain", "How long requests in flight may take to finish at a stop.",
        in: .zero ... .seconds(600), fallback: "20s")
    static let roles = Setting<Set<ServerRole>>.roles(
        "roles", "What this process does: any of api, sync and jobs, joined by commas.",
        fallback: "api,sync,jobs")
    static let jobSlots = Setting<Int>.integer(
        "job-slots", "Jobs that this process works off at once.", in: 1...1_000, fallback: 16)
    static let jobLease = Setting<Duration>.duration(
        "job-lease", "How long a job stays with a process that was lost.",
        in: .seconds(1) ... .seconds(600), fallback: "30s")
    static let requestsPerMinute = Setting<Int>.integer(
        "requests-per-minute", "Requests of one person, key or laptop to the API in a minute.",
        in: 1...1_000_000, fallback: 600)
    static let logFormat = Setting<String>.choice(
        "log-format", "How log lines look.", of: ["text", "json"], fallback: "text")
    static let logLevel = Setting<String>.choice(
        "log-level", "The least that is logged.", of: ["debug", "info", "warning", "error"],
        fallback: "info")

    static let all = Settings(
        [
            listen.declaration, databaseURL.declaration, dataDirectory.declaration,
            postgresPrograms.declaration, publicAddress.declaration, registration.declaration,
            secretKeys.declaration, secretKeysFile.declaration, databaseConnections.declaration,
            connections.declaration, connectionsPerAddress.declaration,
            requestsPerConnection.declaration, tlsCertificate.declaration, tlsKey.declaration,
            trustedProxies.declaration, proxyHeader.declaration, allowedOrigins.declaration,
            strictTransport.declaration, headerDeadline.declaration, bodyGrace.declaration,
            rateMin.declaration, bodySize.declaration, filesURL.declaration,
            filesKeyID.declaration, filesSecret.declaration, filesPerBook.declaration,
            drain.declaration,
            requestsPerMinute.declaration, roles.declaration, jobSlots.declaration,
            jobLease.declaration,
            logFormat.declaration, logLevel.declaration,
        ] + MailSettings.declarations + BookSettings.declarations)

    private static let secrets = [
        MailSettings.password.declaration, MailSettings.webhookSecret.declaration,
        secretKeys.declaration, filesSecret.declaration,
    ]

    /// What may stand on the command line, which every user of the machine can read: no secret.
    static let options = all.options.filter { option in
        !secrets.contains { $0.key == option.name }
    }

    static let configOption = Option.value(
        "config", "FILE", "The configuration file",
        environment: "COUNTERFOIL_SERVER_CONFIG")
}
