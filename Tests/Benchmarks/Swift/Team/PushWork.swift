import Catalog
import Glibc
import PostgreSQL
import ServerStore
import Sync

/// Agents that push all at once, and the rows of the log of one of them by COPY alone.
struct PushWork: Sendable {
    private let crew: PushCrew
    private let server: TeamServer
    private let works: [StoreWork]
    private let rows: [LogLine]
    private let copier: Connection

    /// A row of the log.
    private struct LogLine: Sendable {
        let position: Int64
        let hash: [UInt8]
        let entry: [UInt8]
    }

    init(_ crew: PushCrew, changesCount: Int, on server: TeamServer) async throws {
        (self.crew, self.server) = (crew, server)
        let each = changesCount / crew.agentsCount / 2
        works = try (1...crew.agentsCount).map {
            try StoreWork(clientsCount: each, seed: UInt64($0))
        }
        let log = works[0].pages(schema: Catalog.schema).log
        rows = log.entries.map { entry in
            LogLine(
                position: Int64(entry.position),
                hash: log.point(at: entry.position)?.hash.bytes ?? [], entry: entry.encoded)
        }
        copier = try await server.connection()
    }

    /// Everybody pushes into new books.
    func push() async throws -> Run {
        var agents: [(laptop: Correspondence, pushes: [Push])] = []
        var book = try await server.book()
        for work in works {
            agents.append(
                (try await Correspondence(work.device, of: book, on: server), work.pushes))
            if !crew.isOneBook { book = try await server.book() }
        }
        try await checkpoint()
        let stopwatch = try Stopwatch(processIDs: everybody)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for agent in agents {
                group.addTask {
                    for push in agent.pushes { try await Self.send(push, as: agent.laptop) }
                }
            }
            try await group.waitForAll()
        }
        return try stopwatch.stop(count: works.map(\.changes.count).reduce(0, +))
    }

    private static func send(_ push: Push, as laptop: Correspondence) async throws {
        guard case .verdicts(let verdicts) = try await laptop.ask(.push(push)),
            verdicts.verdicts.count == push.runs.map(\.changes.count).reduce(0, +)
        else { throw BenchmarkFailure.refused("A push was not taken.") }
    }

    /// Copies the rows of one agent's log into an empty table, as often as there are agents.
    func copy() async throws -> Run {
        try await copier.run("DROP TABLE IF EXISTS bare_log")
        try await copier.run(
            """
            CREATE TABLE bare_log (book_id bigint NOT NULL, position bigint NOT NULL,
                hash bytea NOT NULL, entry bytea NOT NULL, PRIMARY KEY (book_id, position))
            """)
        try await checkpoint()
        let stopwatch = try Stopwatch(processIDs: everybody)
        for agent in 1...crew.agentsCount {
            for start in stride(from: 0, to: rows.count, by: StoreWork.batchSize) {
                let batch = Array(rows[start...].prefix(StoreWork.batchSize))
                try await copier.transaction { connection in
                    let columns = ["book_id", "position", "hash", "entry"]
                    try connection.copy(batch, into: "bare_log", columns: columns) { row, copy in
                        copy.append(Int64(agent))
                        copy.append(row.position)
                        copy.append(row.hash)
                        copy.append(row.entry)
                    }
                }
            }
        }
        return try stopwatch.stop(count: rows.count * crew.agentsCount)
    }

    private var everybody: [Int32] { [getpid(), server.processID] }

    private func checkpoint() async throws { try await copier.run("CHECKPOINT") }
}
