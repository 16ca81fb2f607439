import Breaker
import HTTP
import HTTPServer
import Mailing
import Metrics
import PostgreSQL
import ServerJobs
import ServerLink
import ServerStore
import Sync

/// What the server counts of itself.
struct ServerMetrics: Sendable {
    /// Open HTTP connections.
    let connections: Gauge
    /// What the queue counts of itself.
    let jobs: JobMetrics
    /// What the outbox counts of itself.
    let mails: MailMetrics
    /// The breakers before what the server asks of others.
    let breakers: BreakerBoard
    private let registry = Registry()
    private let requests: Family<Counter>
    private let seconds: Histogram
    private let databaseConnections: Family<Gauge>
    private let watchers: Gauge
    private let recovering: Gauge
    private let alarms: Family<Counter>

    init(watching breakers: [Breaker]) {
        connections = registry.gauge(
            "counterfoil_http_connections", "Open HTTP connections.")
        requests = registry.counters(
            "counterfoil_http_requests_total", "Answered requests.",
            labels: ["method", "route", "status"])
        seconds = registry.histogram(
            "counterfoil_http_request_seconds", "From the request's head to the answer's end.",
            bounds: Histogram.latencyBounds)
        databaseConnections = registry.gauges(
            "counterfoil_database_connections", "Database connections by what they do.",
            labels: ["state"])
        watchers = registry.gauge(
            "counterfoil_sync_watchers", "Agents that wait for their book to grow.")
        recovering = registry.gauge(
            "counterfoil_books_recovering",
            "Books that stand still until their logs came back from the laptops.")
        alarms = registry.counters(
            "counterfoil_alarms_total", "What laptops reported that somebody has to look at.",
            labels: ["kind"])
        jobs = JobMetrics(in: registry)
        mails = MailMetrics(in: registry)
        self.breakers = BreakerBoard(breakers, in: registry)
    }

    /// Takes note of an answer.
    func count(_ access: HTTPServer.Access) {
        requests.with(
            access.method.name, access.route ?? "unknown", "\(access.status.code)"
        ).increment()
        seconds.observe(access.duration)
    }

    /// Takes note of what a laptop reported.
    func count(_ alarm: Alarm) { alarms.with(alarm.kind.rawValue).increment() }

    /// Everything, as Prometheus reads it.
    func text(pool: Pool, watchers books: BookWatchers, glances: Glances) async -> String {
        let statistics = await pool.statistics
        databaseConnections.with("open").set(Double(statistics.open))
        databaseConnections.with("idle").set(Double(statistics.idle))
        databaseConnections.with("waiting").set(Double(statistics.waiting))
        watchers.set(Double(await books.count))
        // While the database is away the last counts stand, and its own metrics tell the rest.
        if let counts = try? await glances.jobs.counts() { jobs.show(counts) }
        if let counts = try? await glances.mails.value() { mails.show(counts) }
        if let count = try? await glances.recovering.value() { recovering.set(Double(count)) }
        breakers.show()
        return registry.text
    }
}

/// What was seen of the database a moment ago, for whoever asks again and again.
struct Glances: Sendable {
    /// The queue.
    let jobs: JobGlance
    /// The outbox.
    let mails: Glance<[MailCount]>
    /// The books that stand still.
    let recovering: Glance<Int>
    /// Whether the second wall between books stands.
    let walls: Glance<Bool>

    init(pool: Pool) {
        jobs = JobGlance(pool: pool)
        let outbox = Outbox(pool: pool)
        mails = Glance { try await outbox.counts() }
        walls = Glance { try await ServerStore(pool: pool).hasWalls() }
        recovering = Glance { try await ServerStore(pool: pool).recoveringCount() }
    }
}
