import Configuration

/// The settings of a program that exists for these tests.
enum Office {
    static let listen = Setting.address(
        "listen", "Where the server listens.", fallback: "127.0.0.1:8480")
    static let database = Setting.url(
        "database-url", "The database.", schemes: ["postgresql", "postgres"], isSecret: true,
        environment: ["DATABASE_URL"])
    static let workers = Setting.integer("workers", "How many.", in: 1...64, fallback: 4)
    static let drain = Setting.duration(
        "drain-time", "How long.", in: .seconds(1)...(.seconds(3_600)), fallback: "30s")
    static let body = Setting.byteSize(
        "body-size-max", "How big.", in: 1_024...(1 << 30), fallback: "8MiB")
    static let open = Setting.bool("open-registration", "Who may join.", fallback: false)
    static let level = Setting.choice(
        "log-level", "How much.", of: ["debug", "info", "error"], fallback: "info")
    static let data = Setting.path("data-directory", "Where.", fallback: "/var/lib/my books")
    static let roles = Setting.list(
        "roles", "Which parts.", of: ["api", "sync", "jobs"], fallback: "api, sync, jobs")
    static let greeting = Setting.string("greeting", "What to say.", fallback: " \"hi\" \\ ")

    static let settings = Settings([
        listen.declaration, database.declaration, workers.declaration, drain.declaration,
        body.declaration, open.declaration, level.declaration, data.declaration,
        roles.declaration, greeting.declaration,
    ])
}
