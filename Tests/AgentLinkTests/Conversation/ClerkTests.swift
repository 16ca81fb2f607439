import AgentLink
import AgentStore
import Bytes
import Catalog
import Causality
import Correspondence
import Seeds
import Sync
import TestPostgreSQL
import Testing

/// The copy of a book in SQLite is the copy: whatever laptops do, and whatever befalls them.
struct ClerkTests {
    @Test(arguments: 1...24 as ClosedRange<UInt64>)
    func `a laptop says and shows on disk what it says and shows in memory`(
        seed: UInt64
    ) async throws {
        try await TemporaryDirectory.with { folder in
            let team = try await MirroredLaptops(in: folder, seed: seed)
            for _ in 0..<200 { try await team.step() }
            let isAtRest = try await team.comeToRest()
            #expect(isAtRest, "seed \(seed)")
            for laptop in team.laptops {
                #expect(laptop.memory.copy.digest == team.office.digest, "seed \(seed)")
                try await laptop.compare()
                await laptop.close()
            }
        }
    }
}

/// Laptops that write to each other's clients, an office, and the post between them.
private final class MirroredLaptops {
    private(set) var laptops: [MirroredLaptop] = []
    private(set) var office: BookLog
    private var backup: BookLog
    private var post: [Item] = []
    private var random: SeededGenerator
    private var now: UInt64 = 1_763_700_000_000
    private var restores = 0

    private enum Item {
        case question(Int, Envelope)
        case reply(Int, Session.Reply, Session.Ticket)
    }

    /// What the office refuses wherever it stands.
    private static let disliked = Value.text("name 13")

    init(in folder: String, seed: UInt64) async throws {
        random = SeededGenerator(seed: seed)
        let book = BookID(bytes: [UInt8](repeating: 4, count: 16))!
        let sign: @Sendable ([UInt8]) -> [UInt8] = { CopyHash.function([7] + $0).bytes }
        let check: SignatureCheck = { statement, signature, _ in sign(statement) == signature }
        let keys = [ReceiptKey(number: 7, bytes: [UInt8](repeating: 7, count: 32))]
        let verifier = ReceiptVerifier(book: book, keys: keys, check: check)
        office = BookLog(
            judge: Judge(schema: Catalog.schema) { change, _ in
                change.writes.first { $0.value == Self.disliked }.map {
                    Objection(.rule, rule: "no-thirteen", field: $0.address)
                }
            }, verifier: verifier, signer: ReceiptSigner(key: 7, sign: sign),
            hash: CopyHash.function)
        backup = office
        let world = MirroredLaptop.Office(book: book, verifier: verifier, check: check)
        for number in 1...3 as ClosedRange<UInt8> {
            laptops.append(
                try await MirroredLaptop(
                    number, in: world, at: "\(folder)/\(number).sqlite",
                    seed: seed << 8 | UInt64(number)))
        }
        for index in laptops.indices { try await tell(index, .woke) }
    }

    func step() async throws {
        now += UInt64.random(in: 0...3, using: &random)
        let index = Int.random(in: laptops.indices, using: &random)
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<25: try await save(on: index)
        case 25..<88: try await deliver()
        case 88..<92: try await lose(index)
        case 92: backup = office
        case 93: restore()
        case 94: await laptops[index].restart()
        case 95: office.release()
        case 96: durable()
        default:
            let isHeld = laptops[index].memory.isHeld
            try await tell(index, isHeld ? .mayRetry : .woke)
        }
    }

    /// Everything arrives, until nobody has anything to say.
    func comeToRest() async throws -> Bool {
        for _ in 0..<100 {
            while let item = post.popLast() { try await receive(item) }
            if laptops.allSatisfy(isAtRest), !office.isRecovering { return true }
            office.release()
            for index in laptops.indices { try await lose(index) }
            for index in laptops.indices { try await tell(index, .woke) }
        }
        return false
    }

    private func isAtRest(_ laptop: MirroredLaptop) -> Bool {
        laptop.memory.copy.overlay.isEmpty && laptop.memory.copy.cursor == office.head
    }

    private func save(on index: Int) async throws {
        let number = UInt8.random(in: 1...3, using: &random)
        let key = RecordKey(
            collection: Catalog.client.number,
            id: RecordID(bytes: [UInt8](repeating: number, count: 16))!)
        let name = Value.text("name \(UInt8.random(in: 0...15, using: &random))")
        let kind = Int.random(in: 0..<10, using: &random)
        try await laptops[index].save(key, at: now) { sight in
            let isThere = sight[RegisterKey(Life.register)] != nil
            return switch kind {
            case 0 where isThere: sight.deletion()
            case 1: sight.resolve([RegisterKey(1): name])
            case 2..<4 where !isThere: sight.creation([RegisterKey(1): name])
            default: sight.edit([RegisterKey(1): name])
            }
        }
        try await tell(index, .wrote)
    }

    private func deliver() async throws {
        guard !post.isEmpty else { return }
        let item = post[Int.random(in: post.indices, using: &random)]
        if Int.random(in: 0..<10, using: &random) == 0 { return try await receive(item) }
        post.remove(at: Int.random(in: post.indices, using: &random))
        try await receive(item)
    }

    private func receive(_ item: Item) async throws {
        switch item {
        case .question(let index, let envelope):
            let reply = office.answer(
                envelope, countMax: MirroredLaptop.countMax, milliseconds: now)
            if case .page(let page) = reply, page.standing == .goOn, page.items.isEmpty,
                laptops[index].memory.session.state == .syncing
            {
                return
            }
            post.insert(.reply(index, reply, envelope.ticket), at: 0)
        case .reply(let index, let reply, let ticket):
            try await tell(index, .received(reply, ticket))
        }
    }

    private func lose(_ index: Int) async throws {
        for case .question(index, let envelope) in post {
            try await tell(index, .lost(envelope.ticket))
        }
        await laptops[index].restart()
    }

    private func restore() {
        guard restores < 2 else { return }
        restores += 1
        office = backup
    }

    private func durable() {
        office.declareDurable(office.head.position / 2, ageMillisecondsMin: 0, milliseconds: now)
        if Bool.random(using: &random) { office.compact(through: office.durable) }
    }

    private func tell(_ index: Int, _ event: Session.Laptop.Event) async throws {
        for envelope in try await laptops[index].handle(event, at: now) {
            post.insert(.question(index, envelope), at: 0)
        }
    }
}
