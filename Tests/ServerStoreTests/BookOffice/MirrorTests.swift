import Bytes
import Catalog
import Causality
import Correspondence
import Seeds
import ServerStore
import Sync
import TestOffice
import Testing

/// The book in PostgreSQL is the book: whatever laptops ask, and whatever befalls the database.
struct MirrorTests {
    @Test(arguments: 1...24 as ClosedRange<UInt64>)
    func `the book in the database answers as the book in memory does`(
        seed: UInt64
    ) async throws {
        try await TestOffice.Office.with { office in
            let team = try await MirroredTeam(office, seed: seed)
            for _ in 0..<150 { try await team.step() }
            let isAtRest = try await team.comeToRest()
            #expect(isAtRest, "seed \(seed)")
            let digests = Set(team.laptops.map { $0.copy.digest })
            #expect(digests == [team.mirror.log.digest], "seed \(seed)")
        }
    }
}

/// Laptops that write to each other's clients, and the post between them and the office.
private final class MirroredTeam {
    let mirror: Mirror
    private(set) var laptops: [Correspondent]
    private var post: [Item] = []
    private var random: SeededGenerator
    private var now: UInt64 = 1_763_700_000_000
    private var restores = 0

    private enum Item {
        case question(Int, Envelope)
        case reply(Int, Session.Reply, Session.Ticket)
    }

    init(_ office: TestOffice.Office, seed: UInt64) async throws {
        random = SeededGenerator(seed: seed)
        let mirror = try await Mirror(office)
        self.mirror = mirror
        try await mirror.backUp()
        laptops = (1...3).map { number in
            Correspondent(
                BookCopy(
                    device: DeviceID(bytes: [UInt8](repeating: min(number, 2), count: 16))!,
                    schema: Catalog.schema, verifier: mirror.verifier,
                    hash: LogHash.function), book: mirror.book)
        }
        for index in laptops.indices { tell(index, .woke) }
    }

    func step() async throws {
        now += UInt64.random(in: 0...3, using: &random)
        let index = Int.random(in: laptops.indices, using: &random)
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<25: save(on: index)
        case 25..<90: try await deliver()
        case 90..<92: lose(index)
        case 92: try await mirror.backUp()
        case 93: try await restore()
        case 94: laptops[index].restart()
        case 95: try await mirror.release(milliseconds: now)
        default: tell(index, laptops[index].isHeld ? .mayRetry : .woke)
        }
    }

    /// Everything arrives, until nobody has anything to say.
    func comeToRest() async throws -> Bool {
        for _ in 0..<100 {
            while let item = post.popLast() { try await receive(item) }
            if laptops.allSatisfy(isAtRest), !mirror.log.isRecovering { return true }
            try await mirror.release(milliseconds: now)
            for index in laptops.indices { lose(index) }
            for index in laptops.indices { tell(index, .woke) }
        }
        return false
    }

    private func isAtRest(_ laptop: Correspondent) -> Bool {
        laptop.copy.overlay.isEmpty && laptop.copy.cursor == mirror.log.head
    }

    private func save(on index: Int) {
        let number = UInt8.random(in: 1...3, using: &random)
        let key = RecordKey(
            collection: Catalog.client.number,
            id: RecordID(bytes: [UInt8](repeating: number, count: 16))!)
        let sight = laptops[index].copy.open(key)
        let name = Value.text("name \(UInt8.random(in: 0...15, using: &random))")
        let isThere = sight[RegisterKey(Life.register)] != nil
        let writes =
            switch Int.random(in: 0..<10, using: &random) {
            case 0 where isThere: sight.deletion()
            case 1: sight.resolve([RegisterKey(1): name])
            case 2..<4 where !isThere: sight.creation([RegisterKey(1): name])
            default: sight.edit([RegisterKey(1): name])
            }
        let replica = replica(of: index)
        _ = laptops[index].copy.save(writes, as: replica, milliseconds: now)
        tell(index, .wrote)
    }

    /// Mostly a new one; the second laptop was cloned while it wrote as another, and the third is
    /// what it was cloned to, so that both mint the same dots until they have met.
    private func replica(of index: Int) -> ReplicaID {
        let cloned = ReplicaID(bytes: [UInt8](repeating: 99, count: 16))!
        let isClone = index > 0 && Int.random(in: 0..<3, using: &random) == 0
        guard isClone, !laptops[index].copy.isTaken(cloned) else {
            return .random(using: &random)
        }
        return cloned
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
            let isObjecting = Int.random(in: 0..<6, using: &random) == 0
            let reply = try await mirror.answer(
                envelope, milliseconds: now, objecting: isObjecting)
            if case .page(let page) = reply, page.standing == .goOn, page.items.isEmpty,
                laptops[index].session.state == .syncing
            {
                return
            }
            post.insert(.reply(index, reply, envelope.ticket), at: 0)
        case .reply(let index, let reply, let ticket): tell(index, .received(reply, ticket))
        }
    }

    private func lose(_ index: Int) {
        for case .question(index, let envelope) in post { tell(index, .lost(envelope.ticket)) }
        laptops[index].restart()
    }

    private func restore() async throws {
        guard restores < 2 else { return }
        restores += 1
        try await mirror.restore()
    }

    private func tell(_ index: Int, _ event: Session.Laptop.Event) {
        var random = random
        let world = Correspondent.World(milliseconds: now, countMax: 3) {
            .random(using: &random)
        }
        for envelope in laptops[index].handle(event, in: world) {
            post.insert(.question(index, envelope), at: 0)
        }
        self.random = random
    }
}
