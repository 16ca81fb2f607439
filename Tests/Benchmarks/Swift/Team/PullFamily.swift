import Bytes
import Catalog
import Glibc
import PostgreSQL
import ServerStore
import Sync

extension Family {
    /// What laptops are given.
    static let pull = Family(
        name: "pull",
        summary: "changes that the server hands out over HTTP, beside a query for its log",
        fairness: """
            Four laptops fetch the whole log of one book at the same time, page after page of as \
            many entries as the server puts into one; what they are given is not looked into, \
            since it is the server that is measured. The query reads position, hash and entry of \
            the same log as often, on one connection. CPU counts this process and the server's, \
            and nothing of PostgreSQL.
            """
    ) { bench in
        try await TeamServer.with(in: bench.scratch) { server in
            let work = try await PullWork(
                changesCount: bench.isFull ? 50_000 : 10_000, on: server)
            return [
                try await bench.measure(
                    Comparison(
                        name: "Pull, served", model: "a bare query",
                        unit: .perSecond("changes"), goal: .reaches(200_000),
                        ours: { try await work.fetch() }, theirs: { try await work.copy() }))
            ]
        }
    }
}

/// Laptops that fetch a whole log.
private struct PullWork: Sendable {
    private static let laptopsCount = 4
    private let server: TeamServer
    private let laptops: [Correspondence]
    /// The questions for every page, as they are sent.
    private let questions: [[UInt8]]
    private let book: BookID
    private let count: Int
    private let copier: Connection

    init(changesCount: Int, on server: TeamServer) async throws {
        let work = try StoreWork(clientsCount: changesCount / 2)
        (self.server, book, count) = (server, try await server.book(), work.changes.count)
        let author = try await Correspondence(work.device, of: book, on: server)
        for push in work.pushes { _ = try await author.ask(.push(push)) }
        var point = LogPoint.start
        var questions: [[UInt8]] = []
        while true {
            let letter = Session.Letter.pull(Pull(points: [point], waitSeconds: 0))
            guard case .page(let page) = try await author.ask(letter), !page.items.isEmpty else {
                break
            }
            questions.append(author.frame(letter))
            point = page.end
        }
        guard point.position == UInt64(count) else {
            throw BenchmarkFailure.refused("Only \(point.position) changes were served.")
        }
        self.questions = questions
        var laptops = [author]
        var random = SystemRandomNumberGenerator()
        while laptops.count < Self.laptopsCount {
            laptops.append(
                try await Correspondence(.random(using: &random), of: book, on: server))
        }
        self.laptops = laptops
        copier = try await server.connection()
    }

    func fetch() async throws -> Run {
        let stopwatch = try Stopwatch(processIDs: everybody)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for laptop in laptops {
                group.addTask {
                    for question in questions { _ = try await laptop.post(question, "pull") }
                }
            }
            try await group.waitForAll()
        }
        return try stopwatch.stop(count: count * laptops.count)
    }

    func copy() async throws -> Run {
        let stopwatch = try Stopwatch(processIDs: everybody)
        for _ in laptops {
            let rows: [(Int64, [UInt8], [UInt8])] = try await copier.rows(
                """
                SELECT position, hash, entry FROM log_entries WHERE book_id = \(book)
                ORDER BY position
                """
            ) { (row) throws(PostgreSQLError) in
                (try row.read(0), try row.read(1), try row.read(2))
            }
            guard rows.count == count else { throw BenchmarkFailure.refused("Rows are missing.") }
        }
        return try stopwatch.stop(count: count * laptops.count)
    }

    private var everybody: [Int32] { [getpid(), server.processID] }
}
