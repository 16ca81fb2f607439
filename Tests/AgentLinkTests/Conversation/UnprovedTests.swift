import AgentLink
import AgentStore
import Bytes
import Catalog
import Causality
import SQLite
import Sync
import TestPostgreSQL
import Testing

/// What a clerk does with an office that says what nothing proves, or what does not go on.
struct UnprovedTests {
    private static let book = BookID(bytes: [UInt8](repeating: 4, count: 16))!
    private static let device = DeviceID(bytes: [UInt8](repeating: 1, count: 16))!
    private static let head = LogPoint(position: 7, hash: CopyHash.function([7]))

    /// A clerk that has said hello and was told how it stands, with what it sent then.
    private static func greeted(
        _ standing: Standing, in database: Database
    ) async throws -> (Clerk, [Clerk.Order]) {
        let replica = ReplicaID(bytes: [UInt8](repeating: 2, count: 16))!
        let desk = BookDesk(
            book: book, device: device, database: database, check: { _, _, _ in false }
        ) { replica }
        let key = RecordKey(
            collection: Catalog.client.number,
            id: RecordID(bytes: [UInt8](repeating: 3, count: 16))!)
        _ = try await desk.save(at: 1) { open, _ in
            Sight(of: try open(key), in: Catalog.schema) { _ in Record(key: key) }
                .creation([RegisterKey(1): .text("A")])
        }
        var clerk = Clerk(desk: desk, waitSeconds: 0)
        let hello = try await clerk.handle(.woke, at: 1)
        let welcome = Welcome(
            standing: standing, clock: Stamp(milliseconds: 1), head: head, durable: 0,
            held: VersionVector())
        let orders = try await answer(.welcome(welcome), to: hello, of: &clerk)
        return (clerk, orders)
    }

    private static func answer(
        _ reply: Session.Reply, to orders: [Clerk.Order], of clerk: inout Clerk,
        on lane: Session.Lane = .pull
    ) async throws -> [Clerk.Order] {
        for case .send(_, let ticket) in orders where ticket.lane == lane {
            return try await clerk.handle(.received(reply, ticket), at: 1)
        }
        Issue.record("nothing was asked")
        return []
    }

    private static func with(_ body: (Database) async throws -> Void) async throws {
        try await TemporaryDirectory.with { folder in
            let database = try await Database.open(
                at: "\(folder)/book.sqlite", migrations: FileSchema.migrations)
            try await body(database)
            await database.close()
        }
    }

    @Test func `a verdict that nothing proves is not asked for again at once`() async throws {
        try await Self.with { database in
            var (clerk, orders) = try await Self.greeted(.goOn, in: database)
            let sent = orders.compactMap { order -> Push? in
                guard case .send(.push(let push), _) = order else { return nil }
                return push
            }
            let dot = try #require(sent.first?.runs.first?.changes.first?.dot)
            let judgement = Judgement(
                point: Self.head, ruling: .accepted,
                stamps: Stamps(effective: Stamp(bits: 1), accepted: Stamp(bits: 1)))
            let verdicts = Verdicts(
                verdicts: [.init(dot: dot, answer: .judged(judgement))], receipts: [])
            orders = try await Self.answer(.verdicts(verdicts), to: orders, of: &clerk, on: .push)
            #expect(orders == [.wakeLater(failures: 1)])
            #expect(clerk.session.state == .resting)
        }
    }

    @Test func `a snapshot beyond the end of a restored log begins again`() async throws {
        try await Self.with { database in
            var (clerk, orders) = try await Self.greeted(.snapshot, in: database)
            let offered = Offered(isComplete: true, standing: .snapshot, taken: [])
            orders = try await Self.answer(.offered(offered), to: orders, of: &clerk)
            let head = SnapshotHead(
                tail: .start, point: .start, knowledge: Knowledge(), removedEarly: [:],
                refused: [:])
            orders = try await Self.answer(.head(head), to: orders, of: &clerk)
            let chunk = SnapshotChunk(after: nil, through: nil, point: Self.head, records: [])
            orders = try await Self.answer(.chunk(chunk), to: orders, of: &clerk)
            let page = Page(standing: .goOn, items: [], end: .start, head: .start)
            orders = try await Self.answer(.page(page), to: orders, of: &clerk)
            // Whoever answers otherwise than he was asked is not asked again at once.
            #expect(orders == [.wakeLater(failures: 1)])
            orders = try await clerk.handle(.woke, at: 1)
            let asked = orders.compactMap { order -> Session.Letter? in
                guard case .send(let letter, _) = order else { return nil }
                return letter
            }
            #expect(asked == [.snapshot(.head)])
        }
    }
}
