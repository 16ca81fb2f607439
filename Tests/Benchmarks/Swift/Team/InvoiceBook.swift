import AgentStore
import Bytes
import Catalog
import Causality
import Crypto
import PostgreSQL
import ServerStore
import Sync

/// A team's book with many invoices of three lines each, whose log was compacted, as it is after a
/// month: whoever comes takes a snapshot.
struct InvoiceBook {
    private static let clientsCount = 1_000
    private static let now: UInt64 = 1_800_000_000_000

    private let device: DeviceID
    private let replica: ReplicaID
    private var mint: IdentifierMint
    private var random = SystemRandomNumberGenerator()
    private var clients: [RecordID] = []
    private var chain: Chain
    private var counter: UInt64 = 0

    /// Fills a new book of a server.
    static func filled(_ count: Int, on server: TeamServer) async throws -> BookID {
        let book = try await server.book()
        let pool = server.ownPool(size: 1)
        let notary = Notary(signingWith: try SigningKey(), number: 1)
        let office = BookOffice(pool: pool, notary: notary)
        var filler = InvoiceBook()
        let device = filler.device
        let caller = BookOffice.Caller(book: book, device: device) { _ in
            BookOffice.Permit(isRevoked: false)
        }
        var rest = clientsCount + count
        while rest > 0 {
            let push = filler.push(min(rest, 500))
            rest -= min(rest, 500)
            guard case .verdicts = try await office.answer(push, from: caller, at: now) else {
                throw BenchmarkFailure.refused("A push was not taken.")
            }
        }
        for moment in 1...2 as ClosedRange<UInt64> {
            try await office.declareDurable(book, ageMilliseconds: 0, at: now + moment)
        }
        while try await office.compact(book) {}
        try await pool.withConnection { try $0.run("ANALYZE") }
        await pool.close()
        return book
    }

    /// The log of such a book, all of it in backups.
    static func log(_ count: Int, _ book: BookID, by notary: Notary) -> BookLog {
        var filler = InvoiceBook()
        var log = BookLog(
            judge: Judge(schema: Catalog.schema) { _, _ in nil },
            verifier: ReceiptVerifier(
                book: book, keys: notary.keys, check: ReceiptCheck.function),
            signer: notary.signer, hash: LogHash.function)
        let push = filler.push(clientsCount + count)
        _ = log.take(push, from: filler.device, milliseconds: now)
        log.declareDurable(log.head.position, ageMillisecondsMin: 0, milliseconds: now + 1)
        log.compact(through: log.durable)
        return log
    }

    private init() {
        device = .random(using: &random)
        replica = .random(using: &random)
        mint = IdentifierMint(of: replica)
        chain = Chain(of: replica)
    }

    private mutating func push(_ count: Int) -> Push {
        let link = chain.head
        let changes = (0..<count).map { _ in
            let writes = clients.count < Self.clientsCount ? client() : invoice()
            counter += 1
            let change = Change(
                dot: Dot(replica: replica, counter: counter), device: device,
                claimed: Stamp(milliseconds: Self.now), schemaVersion: Catalog.schemaVersion,
                writes: writes)
            chain.append(
                change.dot, payloadHash: LogHash.function(change.payload),
                using: LogHash.function)
            return SentChange(change)
        }
        return Push(points: [], runs: [Push.Run(link: link, leavesGap: false, changes: changes)])
    }

    private mutating func client() -> [Write] {
        let key = RecordKey(collection: 1, id: mint.next(milliseconds: Self.now))
        clients.append(key.id)
        return writes(
            key, [(2, .text("Customer \(clients.count) & Sons")), (3, .text("company"))])
    }

    private mutating func invoice() -> [Write] {
        let draft = RecordKey(
            collection: Catalog.draft.number, id: mint.next(milliseconds: Self.now))
        let client = clients[Int(counter) % clients.count]
        let head = writes(
            draft,
            [
                (1, .text("invoice")), (2, client.value), (3, .text("EUR")),
                (8, .text("Thank you for order \(counter)")),
            ])
        return head + (1...3).flatMap { line(UInt32($0), of: draft.id) }
    }

    private mutating func line(_ number: UInt32, of draft: RecordID) -> [Write] {
        let key = RecordKey(
            collection: Catalog.line.number, id: mint.next(milliseconds: Self.now))
        let members: [(UInt32, String)] = [
            (1, "Article \(counter % 997), delivered"), (2, "\(number)"), (3, "C62"),
            (4, "49.90"), (5, "EUR"), (10, "S"), (11, "19"),
        ]
        let content = Value.group(members.map { .init(number: $0, value: .text($1)) })
        return writes(key, [(1, draft.value), (2, .text("a\(number)")), (4, content)])
    }

    private func writes(_ key: RecordKey, _ values: [(UInt32, Value)]) -> [Write] {
        ([(Life.register, Life.alive.value)] + values).map { register, value in
            Write(
                address: RegisterAddress(record: key, register: register), value: value,
                replaces: [])
        }
    }
}
