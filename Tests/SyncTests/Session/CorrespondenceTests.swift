import Bytes
import Causality
import Correspondence
import Seeds
import Sync
import Testing

/// Whole conversations: laptops and an office speak by their sessions over a post that loses,
/// doubles and delays.
struct CorrespondenceTests {
    @Test(arguments: 1...150 as ClosedRange<UInt64>)
    func `whatever becomes of the letters, everybody comes to hold the same`(seed: UInt64) {
        var team = Correspondents(seed: seed)
        for _ in 0..<250 { team.step() }
        let isAtRest = team.comeToRest()
        #expect(isAtRest, "seed \(seed): \(team.whoStillSpeaks)")
        let digests = Set(team.laptops.map { $0.copy.digest })
        #expect(digests == [team.office.digest], "seed \(seed)")
        #expect(Set(team.laptops.map(\.copy.roll)) == [team.office.roll], "seed \(seed)")
    }
}

/// Laptops, an office and the post between them.
struct Correspondents {
    var laptops: [Correspondent]
    var office = Office.ledger
    private var backup: BookLog
    private var post: [Item] = []
    private var random: SeededGenerator
    private var now: UInt64 = 1_000
    private var restores = 0

    private enum Item {
        case question(Int, Envelope)
        case reply(Int, Session.Reply, Session.Ticket)
    }

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
        backup = office
        laptops = (1...3).map { Correspondent(Office.copy($0), book: Office.book) }
        for index in laptops.indices { tell(index, .woke) }
    }

    /// Those who are not at rest at the head of the log.
    var whoStillSpeaks: [Session.Laptop.State] {
        laptops.filter { !isAtRest($0) }.map(\.session.state)
    }

    mutating func step() {
        now += UInt64.random(in: 0...3, using: &random)
        let index = Int.random(in: laptops.indices, using: &random)
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<25: save(on: index)
        case 25..<90: deliver()
        case 90..<92: lose(index)
        case 92: backup = office
        case 93: restore()
        case 94: laptops[index].restart()
        case 95: office.release()
        default: tell(index, laptops[index].isHeld ? .mayRetry : .woke)
        }
    }

    /// Everything arrives, until nobody has anything to say.
    mutating func comeToRest() -> Bool {
        for _ in 0..<200 {
            while let item = post.popLast() { receive(item) }
            if laptops.allSatisfy(isAtRest), !office.isRecovering { return true }
            office.release()
            for index in laptops.indices { lose(index) }
            for index in laptops.indices { tell(index, .woke) }
        }
        return false
    }

    private func isAtRest(_ laptop: Correspondent) -> Bool {
        laptop.copy.overlay.isEmpty && laptop.copy.cursor == office.head
    }

    private mutating func save(on index: Int) {
        let key = RecordKey(
            collection: 1, id: Office.id(UInt8.random(in: 1...3, using: &random)))
        let sight = laptops[index].copy.open(key)
        let value = Value.integer(Int64.random(in: 0...15, using: &random))
        let writes = sight.edit([RegisterKey(1): value])
        let replica = ReplicaID.random(using: &random)
        _ = laptops[index].copy.save(writes, as: replica, milliseconds: now)
        tell(index, .wrote)
    }

    private mutating func deliver() {
        guard !post.isEmpty else { return }
        let item = post[Int.random(in: post.indices, using: &random)]
        if Int.random(in: 0..<10, using: &random) == 0 { return receive(item) }
        post.remove(at: Int.random(in: post.indices, using: &random))
        receive(item)
    }

    private mutating func receive(_ item: Item) {
        switch item {
        case .question(let index, let envelope):
            let reply = office.answer(envelope, countMax: 3, milliseconds: now)
            if case .page(let page) = reply, page.standing == .goOn, page.items.isEmpty,
                laptops[index].session.state == .syncing
            {
                return
            }
            post.insert(.reply(index, reply, envelope.ticket), at: 0)
        case .reply(let index, let reply, let ticket): tell(index, .received(reply, ticket))
        }
    }

    /// The line of a laptop breaks; what is under way never gets an answer.
    private mutating func lose(_ index: Int) {
        for case .question(index, let envelope) in post { tell(index, .lost(envelope.ticket)) }
        laptops[index].restart()
    }

    /// The office's database is restored from a backup.
    private mutating func restore() {
        guard restores < 2 else { return }
        restores += 1
        office = backup
    }

    private mutating func tell(_ index: Int, _ event: Session.Laptop.Event) {
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
