import AgentLink
import AgentStore
import Bytes
import Catalog
import Causality
import Correspondence
import SQLite
import Seeds
import Sync
import Synchronization
import Testing

/// One laptop twice: its copy of the book whole in memory, and in a SQLite file. The same happens
/// to both, and both have to say and to show the same.
final class MirroredLaptop {
    private(set) var memory: Correspondent
    private var clerk: Clerk
    private let database: Database
    private let world: Office
    private let mint: Mint
    private var replica: ReplicaID?

    /// What an office and its laptops have in common.
    struct Office: Sendable {
        let book: BookID
        let verifier: ReceiptVerifier
        let check: SignatureCheck
    }

    /// The same replica ids for both, in the same order.
    final class Mint: Sendable {
        private let generators: Mutex<(SeededGenerator, SeededGenerator)>
        init(seed: UInt64) {
            generators = Mutex((SeededGenerator(seed: seed), SeededGenerator(seed: seed)))
        }
        func forMemory() -> ReplicaID { generators.withLock { .random(using: &$0.0) } }
        func forDisk() -> ReplicaID { generators.withLock { .random(using: &$0.1) } }
    }

    static let countMax = 3

    init(_ number: UInt8, in world: Office, at path: String, seed: UInt64) async throws {
        let device = DeviceID(bytes: [UInt8](repeating: number, count: 16))!
        self.world = world
        mint = Mint(seed: seed)
        database = try await Database.open(at: path, migrations: FileSchema.migrations)
        memory = Correspondent(
            BookCopy(
                device: device, schema: Catalog.schema, verifier: world.verifier,
                hash: CopyHash.function), book: world.book)
        clerk = Self.clerk(device, world, database, mint)
        _ = try await clerk.desk.learn(world.verifier.known, at: 1)
    }

    private static func clerk(
        _ device: DeviceID, _ world: Office, _ database: Database, _ mint: Mint
    ) -> Clerk {
        let desk = BookDesk(
            book: world.book, device: device, database: database, check: world.check
        ) { mint.forDisk() }
        return Clerk(desk: desk, changesMax: countMax, waitSeconds: 0)
    }

    func close() async { await database.close() }

    /// Tells both what happened; the answer is what both send.
    func handle(
        _ event: Session.Laptop.Event, at milliseconds: UInt64
    ) async throws -> [Envelope] {
        var minted: ReplicaID?
        let mint = mint
        let tools = Correspondent.World(milliseconds: milliseconds, countMax: Self.countMax) {
            let replica = mint.forMemory()
            minted = replica
            return replica
        }
        let expected = memory.handle(event, in: tools)
        replica = minted ?? replica
        let orders = try await clerk.handle(event, at: milliseconds)
        let sent = orders.compactMap { order -> Said? in
            guard case .send(let letter, let ticket) = order else { return nil }
            return Said(letter: letter, ticket: ticket)
        }
        #expect(sent == expected.map { Said(letter: $0.letter, ticket: $0.ticket) })
        return expected
    }

    private struct Said: Equatable {
        let letter: Session.Letter
        let ticket: Session.Ticket
    }

    /// Both save what a person did to a record.
    func save(
        _ key: RecordKey, at milliseconds: UInt64,
        _ write: @Sendable @escaping (Sight) -> [Write]
    ) async throws {
        let present = replica.flatMap { memory.copy.isTaken($0) ? nil : $0 } ?? mint.forMemory()
        let writes = write(memory.copy.open(key))
        replica = present
        let expected = memory.copy.save(writes, as: present, milliseconds: milliseconds)
        let change = try await clerk.desk.save(at: milliseconds) { open, _ in
            write(Sight(of: try open(key), in: Catalog.schema) { _ in Record(key: key) })
        }
        #expect(change == expected)
    }

    /// Both programs start again, on what their disks hold; a snapshot that was on its way is in
    /// no memory any more, and goes from the disk too, so that both ask for the same.
    func restart() async {
        await clerk.desk.forgetSnapshot()
        memory.restart()
        replica = nil
        clerk = Self.clerk(memory.copy.device, world, database, mint)
    }

    /// Expects that both show the same, and hold the same ready for a person.
    func compare() async throws {
        for key in memory.copy.keys {
            #expect(try await clerk.desk.record(key) == memory.copy[key])
        }
        let stored = try await clerk.desk.handedBack(at: 1)
        #expect(stored.map(\.dot) == memory.copy.handedBack.map(\.dot))
    }
}
