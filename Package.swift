// swift-tools-version: 6.3
// The drawing of the house: one line per module, with what it sees. The build checks every arrow.
import PackageDescription

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "counterfoil",
    products: [
        .executable(name: "counterfoil", targets: ["CounterfoilCommand"]),
        .executable(name: "counterfoil-agent", targets: ["AgentDaemon"]),
        .executable(name: "counterfoil-server", targets: ["ServerDaemon"]),
        // What tests load before the system's library, to make its answers worse.
        .library(name: "FaultShim", type: .dynamic, targets: ["FaultShim"]),
    ],
    targets: [
        // ---- What both sides share: pure ----

        // Amounts, currencies, exact decimals, rounding. Sees nothing.
        .module("Money", at: "Sources/Money"),

        // What an invoice is, and every rule about it.
        .module("Invoicing", at: "Sources/Invoicing", sees: ["Money"]),

        // An invoice as JSON and its figures as JSON.
        .module("InvoiceForm", at: "Sources/InvoiceForm", sees: ["Invoicing", "JSON", "Money"]),

        // Canonical bytes, ids, checksums; readers that trust nothing. Sees nothing.
        .module("Bytes", at: "Sources/Bytes"),

        // Days of the calendar, and moments as texts. Sees nothing.
        .module("Calendar", at: "Sources/Calendar"),

        // JSON texts, strictly read and canonically written. Sees nothing.
        .module("JSON", at: "Sources/JSON"),

        // Who wrote what after having seen what.
        .module("Causality", at: "Sources/Causality", sees: ["Bytes"]),

        // Changes, records with siblings, merge.
        .module("Sync", at: "Sources/Sync", sees: ["Bytes", "Causality"]),

        // Every collection and field, declared once.
        .module(
            "Catalog", at: "Sources/Catalog",
            sees: ["Bytes", "Causality", "Invoicing", "JSON", "Money", "Sync"],
            besides: ["Numbers.lock"]),

        // A book's records as invoicing reads them, and what it makes of them.
        .module(
            "Bookkeeping", at: "Sources/Bookkeeping",
            sees: [
                "Bytes", "Catalog", "Causality", "InvoiceForm", "Invoicing", "JSON", "Money",
                "Sync",
            ]),

        // What a person has to decide, how it reads, and how it is settled.
        .module(
            "Conflicts", at: "Sources/Conflicts",
            sees: [
                "Bookkeeping", "Bytes", "Catalog", "Causality", "Invoicing", "JSON", "Money",
                "Sync",
            ]),

        // What both sides say to each other.
        .module(
            "Wire", at: "protocol/Wire", sees: ["Bytes", "Causality", "Compression", "Sync"]),

        // ---- The machines underneath: each sees only its C library ----

        // libsqlite3.
        .bridge("CSQLite", to: "sqlite3", from: "libsqlite3-dev"),
        .module("SQLite", at: "Sources/SQLite", sees: ["CSQLite"]),

        // libpq.
        .bridge("CPostgreSQL", to: "libpq", from: "libpq-dev"),
        .module("PostgreSQL", at: "Sources/PostgreSQL", sees: ["CPostgreSQL", "Machine"]),

        // libmicrohttpd.
        .bridge("CMicroHTTPD", to: "libmicrohttpd", from: "libmicrohttpd-dev"),
        .bridge("CGnuTLS", to: "gnutls", from: "libgnutls28-dev"),
        .module("HTTP", at: "Sources/HTTP/Message"),
        .module("HTTPServer", at: "Sources/HTTP/Server", sees: ["HTTP", "CMicroHTTPD", "CGnuTLS"]),

        // libcurl, which speaks HTTP and SMTP.
        .bridge("CCurl", to: "libcurl", from: "libcurl4-openssl-dev"),
        .module("Curl", at: "Sources/Curl", sees: ["CCurl"]),
        .module("HTTPClient", at: "Sources/HTTP/Client", sees: ["Curl", "HTTP"]),

        // Mails as bytes, and SMTP by libcurl.
        .module("Mail", at: "Sources/Mail", sees: ["Calendar", "Curl", "Logging"]),

        // libsodium and OpenSSL.
        .bridge("CSodium", to: "libsodium", from: "libsodium-dev"),
        .bridge("COpenSSL", to: "libcrypto", from: "libssl-dev"),
        .module("Crypto", at: "Sources/Crypto", sees: ["Bytes", "COpenSSL", "CSodium"]),

        // zlib: bytes made smaller, and back within bounds.
        .bridge("CZLib", to: "zlib", from: "zlib1g-dev"),
        .module("Compression", at: "Sources/Compression", sees: ["CZLib"]),

        // Files in a directory or in S3.
        .module(
            "Files", at: "Sources/Files",
            sees: ["Breaker", "Bytes", "Calendar", "Crypto", "HTTP", "HTTPClient", "Machine"]),

        // The operating system: processes, signals, directories, locks.
        .systemLibrary(name: "CMachine", path: "Sources/C/Machine"),
        .module("Machine", at: "Sources/Machine", sees: ["CMachine"]),

        // What a program tells a person who operates it.
        .module("Logging", at: "Sources/Logging", sees: ["Calendar", "JSON"]),
        .module(
            "Configuration", at: "Sources/Configuration",
            sees: ["CommandLine", "JSON", "Machine"]),

        .module("Metrics", at: "Sources/Metrics"),

        // Leaves a dependency that fails alone for a while.
        .module("Breaker", at: "Sources/Breaker", sees: ["Machine", "Metrics"]),

        // What a program says to a terminal.
        .module("CommandLine", at: "Sources/CommandLine", sees: ["JSON", "Machine"]),

        // ---- The laptop ----

        // A laptop's book in one SQLite file.
        .module(
            "AgentStore", at: "agent/Store",
            sees: [
                "Bookkeeping", "Bytes", "Catalog", "Causality", "Conflicts", "Crypto",
                "InvoiceForm", "Invoicing", "JSON", "Machine", "Money", "SQLite", "Sync",
            ],
            embeds: [
                "Schema/v0001-book.sql", "Schema/v0002-copy.sql", "Schema/v0003-projections.sql",
                "Schema/v0004-search.sql", "Schema/v0005-questions.sql",
                "Schema/v0006-billing.sql", "Schema/v0007-books.sql", "Schema/v0008-arrival.sql",
                "Schema/v0009-approvals.sql", "Schema/v0010-shown-version.sql",
            ]),

        // What the laptop says to the server.
        .module(
            "AgentLink", at: "agent/Link",
            sees: [
                "AgentStore", "Bytes", "Causality", "Crypto", "HTTP", "HTTPClient", "JSON",
                "Machine", "Sync", "Wire",
            ]),

        // The books of one laptop, all of them open.
        .module(
            "AgentBooks", at: "agent/Books",
            sees: ["AgentLink", "AgentStore", "Bytes", "Crypto", "JSON", "Machine", "Sync"]),

        // Where the agent is spoken to, and how to ask it.
        .module(
            "AgentSocket", at: "agent/Socket", sees: ["HTTP", "HTTPClient", "JSON", "Machine"]),

        // What the agent answers on its socket.
        .module(
            "AgentAPI", at: "agent/API",
            sees: [
                "AgentBooks", "AgentLink", "AgentStore", "Bookkeeping", "Bytes", "Catalog",
                "Causality", "Conflicts", "HTTP", "Invoicing", "JSON", "Machine", "SQLite", "Sync",
            ]),

        // The program counterfoil-agent: wiring only.
        .program(
            "AgentDaemon", at: "agent/Daemon",
            sees: [
                "AgentAPI", "AgentBooks", "AgentLink", "AgentSocket", "CommandLine",
                "Configuration", "HTTP", "HTTPServer", "Logging", "Machine", "SQLite",
            ]),

        // The program counterfoil: a person's command.
        .program(
            "CounterfoilCommand", at: "agent/Command",
            sees: [
                "AgentSocket", "Bytes", "Catalog", "Causality", "CommandLine", "HTTP",
                "InvoiceForm", "Invoicing", "JSON", "Machine", "Money", "Sync", "Wire",
            ]),

        // ---- The office ----

        // The team's books in PostgreSQL.
        .module(
            "ServerStore", at: "server/Store",
            sees: ["Bytes", "Catalog", "Causality", "Crypto", "PostgreSQL", "Sync"],
            embeds: [
                "Schema/v0001-books.sql", "Schema/v0002-devices.sql",
                "Schema/v0010-people.sql", "Schema/v0011-sessions.sql",
                "Schema/v0012-device-flow.sql", "Schema/v0013-api-keys.sql",
                "Schema/v0020-jobs.sql", "Schema/v0030-mails.sql",
                "Schema/v0040-suppressions.sql", "Schema/v0047-answers.sql",
                "Schema/v0048-files.sql", "Schema/v0050-log.sql",
                "Schema/v0060-mail-decisions.sql", "Schema/v0061-secret-keys.sql",
                "Schema/v0062-recovery-codes.sql", "Schema/v0063-jobs.sql",
                "Schema/v0065-projections.sql", "Schema/v0070-log-marks.sql",
                "Schema/v0080-attaching.sql", "Schema/v0081-alarms.sql",
                "Schema/v0082-lost.sql", "Schema/v0083-alarm-kinds.sql", "Schema/v0084-brought.sql",
                "Schema/v0090-approvals.sql", "Schema/v0091-decisions.sql",
                "Schema/v0092-shown-versions.sql",
            ]),

        // Work that is done later, surely and once: the queue.
        .module(
            "ServerJobs", at: "server/Jobs",
            sees: [
                "Bytes", "Calendar", "JSON", "Logging", "Machine", "Metrics", "PostgreSQL",
                "ServerStore", "Sync",
            ]),

        // Who may do what: devices, their keys and tokens.
        .module(
            "Identity", at: "server/Identity",
            sees: [
                "Bytes", "Crypto", "JSON", "Machine", "Mail", "PostgreSQL", "ServerJobs",
                "ServerStore", "Sync",
            ], embeds: ["Passwords/password_words.txt"]),

        // What the server does with books by itself, as jobs.
        .module(
            "ServerBooks", at: "server/Books",
            sees: [
                "Bytes", "Catalog", "Causality", "Identity", "JSON", "PostgreSQL", "ServerJobs",
                "ServerStore", "Sync",
            ]),

        // The outbox: every mail once, its texts, its deliveries.
        .module(
            "Mailing", at: "server/Mailing",
            sees: [
                "Breaker", "Bytes", "Catalog", "Crypto", "Identity", "JSON", "Logging", "Machine",
                "Mail", "Metrics", "PostgreSQL", "ServerJobs", "ServerStore", "Sync",
            ]),

        // What the server says to the agents.
        .module(
            "ServerLink", at: "server/Link",
            sees: [
                "Bytes", "Causality", "Crypto", "HTTP", "Identity", "PostgreSQL", "ServerStore",
                "Sync", "Wire",
            ]),

        // What people and programs ask the server.
        .module(
            "ServerAPI", at: "server/API",
            sees: [
                "Bytes", "Calendar", "Crypto", "Files", "HTTP", "Identity", "JSON", "Mail",
                "Mailing", "PostgreSQL", "ServerStore", "Sync",
            ]),

        // The few pages that mails and laptops lead to.
        .module(
            "ServerPages", at: "server/Pages",
            sees: [
                "Bytes", "Crypto", "HTTP", "Identity", "Mail", "Mailing", "PostgreSQL", "Sync",
            ]),

        // The program counterfoil-server: wiring only.
        .program(
            "ServerDaemon", at: "server/Daemon",
            sees: [
                "Breaker", "Bytes", "CommandLine", "Configuration", "Crypto", "Files", "HTTP",
                "HTTPServer", "Identity", "JSON", "Logging", "Machine", "Mail", "Mailing",
                "Metrics", "PostgreSQL", "ServerAPI", "ServerBooks", "ServerJobs", "ServerLink",
                "ServerPages",
                "ServerStore", "Sync",
            ]),

        // ---- The proofs ----

        .proof(
            "ConflictsTests",
            of: [
                "Bookkeeping", "Bytes", "Catalog", "Causality", "Conflicts", "Invoicing", "JSON",
                "Money", "Seeds", "Sync",
            ]),

        .proof("MoneyTests", of: ["Money", "Seeds"]),

        .proof(
            "BookkeepingTests",
            of: [
                "Bookkeeping", "Bytes", "Catalog", "Causality", "InvoiceForm", "Invoicing", "JSON",
                "Money", "Sync",
            ]),

        .proof("InvoiceFormTests", of: ["InvoiceForm", "Invoicing", "JSON", "Money"]),

        .proof(
            "CommandTests",
            of: [
                "Bytes", "Causality", "CounterfoilCommand", "CommandLine", "InvoiceForm", "JSON",
                "Machine", "Wire",
            ]),

        .proof("BytesTests", of: ["Bytes"]),

        .proof("CalendarTests", of: ["Calendar"]),

        .proof("TidyTests", of: []),

        .proof("CausalityTests", of: ["Bytes", "Causality", "Seeds"]),

        .proof("CryptoTests", of: ["Bytes", "Crypto", "Machine"]),

        .module(
            "Correspondence", at: "Tests/Support/Correspondence", sees: ["Causality", "Sync"]),

        .proof("SyncTests", of: ["Bytes", "Causality", "Correspondence", "Seeds", "Sync"]),

        .module(
            "Simulation", at: "Tests/Simulation",
            sees: ["Bytes", "Causality", "Invoicing", "Money", "Sync", "Wire"]),

        .program("Simulate", at: "Tests/Simulate", sees: ["CommandLine", "Simulation"]),

        .proof("SimulationTests", of: ["Machine", "Simulation", "Simulate"]),

        .proof("CompressionTests", of: ["Compression"]),

        .module(
            "Decoders", at: "Tests/Fuzzing/Decoders",
            sees: ["Bytes", "Causality", "Compression", "Sync", "Wire"]),

        .proof(
            "WireTests",
            of: [
                "Bytes", "Causality", "Clientele", "Compression", "Crypto", "Decoders", "Seeds",
                "Sync", "Wire",
            ]),

        .proof("SQLiteTests", of: ["SQLite", "CSQLite"]),

        .module(
            "TestPostgreSQL", at: "Tests/Support/TestPostgreSQL", sees: ["PostgreSQL", "Machine"]),

        .proof("PostgreSQLTests", of: ["PostgreSQL", "TestPostgreSQL", "Machine"]),

        .proof("MachineTests", of: ["Machine"]),

        .proof(
            "HTTPTests", of: ["HTTP", "HTTPServer", "HTTPClient", "HelloServer", "Machine"]),

        .proof(
            "FilesTests",
            of: ["Breaker", "Crypto", "Files", "HTTP", "HTTPClient", "HTTPServer", "Machine"]),

        .module("Seeds", at: "Tests/Support/Seeds"),

        .module(
            "Clientele", at: "Tests/Support/Clientele",
            sees: ["Bytes", "Causality", "Seeds", "Sync"]),

        .module(
            "TestOffice", at: "Tests/Support/TestOffice",
            sees: [
                "Bytes", "Causality", "Crypto", "HTTP", "HTTPClient", "HTTPServer", "Identity",
                "PostgreSQL", "ServerAPI", "ServerLink", "ServerStore", "Sync", "TestPostgreSQL",
                "Wire",
            ]),

        .proof("JSONTests", of: ["JSON", "Seeds"]),

        .proof(
            "CatalogTests",
            of: [
                "AgentStore", "Bytes", "Catalog", "Causality", "JSON", "Money", "PostgreSQL",
                "Seeds", "SQLite", "Sync", "TestOffice", "TestPostgreSQL",
            ]),

        .proof(
            "AgentStoreTests",
            of: [
                "AgentStore", "Bookkeeping", "Bytes", "Catalog", "Causality", "Conflicts", "Crypto",
                "Invoicing", "JSON", "Machine", "Money", "SQLite", "Sync", "TestOffice",
                "TestPostgreSQL",
            ]),

        .proof(
            "ServerStoreTests",
            of: [
                "Bytes", "Catalog", "Causality", "Machine", "PostgreSQL", "ServerStore", "Sync",
                "TestOffice", "TestPostgreSQL",
            ]),

        // What every store of a book has to do, whatever it keeps the book in.
        .proof(
            "StoreConformanceTests",
            of: [
                "AgentLink", "AgentStore", "Bytes", "Catalog", "Causality", "Correspondence",
                "Machine", "PostgreSQL", "Seeds", "ServerStore", "SQLite", "Sync", "TestOffice",
                "TestPostgreSQL",
            ]),

        .proof(
            "IdentityTests",
            of: [
                "Bytes", "Crypto", "Identity", "JSON", "PostgreSQL", "ServerStore", "Sync",
                "TestOffice", "Wire",
            ]),

        .proof(
            "ServerBooksTests",
            of: [
                "Bytes", "Catalog", "Causality", "Identity", "Money", "PostgreSQL", "ServerBooks",
                "ServerJobs", "ServerStore", "Sync", "TestOffice", "Wire",
            ]),

        .proof(
            "MailingTests",
            of: [
                "Breaker", "Bytes", "Catalog", "Causality", "Crypto", "FakeMailServer", "Identity",
                "JSON", "Logging", "Machine", "Mail", "Mailing", "Metrics", "PostgreSQL",
                "ServerJobs",
                "ServerStore", "Sync", "TestJobs", "TestOffice", "TestPostgreSQL",
            ]),

        .proof(
            "ServerLinkTests",
            of: [
                "Bytes", "Causality", "Crypto", "HTTP", "Identity", "PostgreSQL", "ServerLink",
                "ServerStore", "Sync", "TestOffice", "Wire",
            ]),

        .proof(
            "ServerAPITests",
            of: [
                "Bytes", "Crypto", "Files", "HTTP", "Identity", "JSON", "Mail", "Mailing",
                "PostgreSQL", "ServerAPI", "ServerStore", "Sync", "TestOffice", "TestPostgreSQL",
                "Wire",
            ]),

        .proof(
            "ServerPagesTests",
            of: [
                "Bytes", "HTTP", "HTTPServer", "Identity", "JSON", "Machine", "Mail", "Mailing",
                "PostgreSQL", "ServerPages", "Sync", "TestOffice", "TestPostgreSQL",
            ]),

        .proof(
            "AgentLinkTests",
            of: [
                "AgentLink", "AgentStore", "Bytes", "Catalog", "Causality", "Crypto", "HTTP",
                "HTTPClient", "HTTPServer", "Invoicing", "JSON", "Machine", "PostgreSQL",
                "ServerLink", "ServerStore", "SQLite", "Sync", "TestOffice", "TestPostgreSQL",
                "Wire",
            ]),

        .proof(
            "AgentBooksTests",
            of: [
                "AgentBooks", "AgentLink", "AgentStore", "Bytes", "Catalog", "Crypto", "Identity",
                "JSON", "Machine", "PostgreSQL", "SQLite", "ServerStore", "Sync", "TestOffice",
                "TestPostgreSQL",
            ]),

        .proof(
            "AgentAPITests",
            of: [
                "AgentAPI", "AgentBooks", "AgentLink", "AgentSocket", "AgentStore", "Bytes",
                "Catalog", "Crypto", "HTTP", "HTTPServer", "JSON", "TestPostgreSQL",
            ]),

        .proof(
            "AgentSocketTests",
            of: [
                "AgentSocket", "HTTP", "HTTPServer", "JSON", "Machine",
                "TestPostgreSQL",
            ]),

        .proof("CommandLineTests", of: ["CommandLine", "JSON", "Machine"]),

        .module("FakeMailServer", at: "Tests/Support/FakeMailServer"),

        .proof(
            "MailTests",
            of: ["FakeMailServer", "JSON", "Logging", "Machine", "Mail", "TestPostgreSQL"]),

        .proof("LoggingTests", of: ["Logging", "JSON"]),

        .proof("MetricsTests", of: ["Metrics"]),

        .proof("BreakerTests", of: ["Breaker", "Machine", "Metrics", "Seeds"]),

        .module(
            "TestJobs", at: "Tests/Support/TestJobs",
            sees: [
                "Bytes", "JSON", "Logging", "Machine", "Metrics", "PostgreSQL", "ServerJobs",
            ]),

        // A process that works off jobs, for tests that end it.
        .program(
            "JobWorker", at: "Tests/Support/JobWorker",
            sees: ["Logging", "Machine", "Metrics", "PostgreSQL", "ServerJobs", "TestJobs"]),

        .proof(
            "ServerJobsTests",
            of: [
                "Bytes", "JSON", "JobWorker", "Logging", "Machine", "Metrics", "PostgreSQL",
                "Seeds", "ServerJobs", "ServerStore", "TestJobs", "TestOffice", "TestPostgreSQL",
            ]),

        // What a program asks of its machine, answered wrong on purpose.
        .target(name: "FaultShim", path: "Tests/Support/FaultShim"),

        // The real programs, and everything that can happen to them.
        .module(
            "FaultRig", at: "Tests/Support/FaultRig", sees: ["JSON", "Machine", "PostgreSQL"]),

        // The program behind scripts/chaos.
        .program(
            "Chaos", at: "Tests/Chaos",
            sees: ["CommandLine", "FaultRig", "JSON", "Machine", "Seeds"]),

        .proof("ConfigurationTests", of: ["Configuration", "CommandLine", "JSON"]),

        .proof("InvoicingTests", of: ["Invoicing", "Money", "Seeds"]),

        .proof(
            "EndToEndTests",
            of: [
                "AgentDaemon", "AgentSocket", "Bytes", "Catalog", "Causality",
                "Chaos", "CounterfoilCommand", "FakeMailServer", "FaultRig", "HTTP",
                "HTTPClient", "JSON", "Machine", "PostgreSQL", "SQLite",
                "ServerDaemon", "Sync", "TestPostgreSQL", "Wire",
            ]),

        // ---- The figures ----

        // The same work in plain C, to be compared with.
        .target(
            name: "PlainC", path: "Tests/Benchmarks/PlainC",
            linkerSettings: [.linkedLibrary("sqlite3")]),

        // The server that nginx is compared with.
        .program("HelloServer", at: "Tests/Benchmarks/HelloServer", sees: ["HTTP", "HTTPServer"]),

        // Many connections that do nothing, from a process of their own.
        .program("IdleCrowd", at: "Tests/Benchmarks/IdleCrowd", sees: ["CGnuTLS"]),

        // The program behind scripts/bench.
        .program(
            "Benchmarks", at: "Tests/Benchmarks/Swift",
            sees: [
                "AgentLink", "AgentSocket", "AgentStore", "Bytes", "Catalog", "Causality",
                "Clientele", "CommandLine", "Compression", "Crypto", "FakeMailServer", "HTTP",
                "HTTPClient", "Identity", "Invoicing", "JSON", "Logging", "Machine", "Mail",
                "Mailing", "Metrics", "Money", "PlainC", "PostgreSQL", "SQLite", "Seeds",
                "ServerJobs",
                "ServerStore", "Sync", "Wire",
            ]),

    ],
    swiftLanguageModes: [.v6]
)

extension Target {
    static func module(
        _ name: String, at path: String, sees: [Dependency] = [], embeds: [String] = [],
        besides: [String] = []
    ) -> Target {
        .target(
            name: name, dependencies: sees, path: path, exclude: besides,
            resources: embeds.map { .embedInCode($0) }, swiftSettings: strict)
    }

    static func program(_ name: String, at path: String, sees: [Dependency]) -> Target {
        .executableTarget(name: name, dependencies: sees, path: path, swiftSettings: strict)
    }

    static func proof(_ name: String, of subjects: [Dependency]) -> Target {
        .testTarget(
            name: name, dependencies: subjects, path: "Tests/\(name)", swiftSettings: strict)
    }

    static func bridge(_ name: String, to library: String, from package: String) -> Target {
        .systemLibrary(
            name: name, path: "Sources/C/\(name.dropFirst())", pkgConfig: library,
            providers: [.apt([package])])
    }
}
