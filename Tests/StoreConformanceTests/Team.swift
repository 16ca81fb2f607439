import Bytes
import Catalog
import Causality
import Correspondence
import Seeds
import Sync
import TestOffice
import Testing

/// Three laptops that write to each other's clients, an office, and the post between them; each
/// store is there twice.
///
/// The second laptop was cloned while it wrote, and the third is what it was cloned to: both mint
/// the same dots until they have met.
final class Team {
    typealias LaptopTwins = Twins<MemoryLaptop, LaptopFile>

    private(set) var laptops: [LaptopTwins] = []
    let office: Twins<MemoryOffice, OfficeDatabase>
    private(set) var now: UInt64 = 1_763_700_000_000
    private var post: [Item] = []
    private var random: SeededGenerator
    private var restoresLeft = 2

    private enum Item {
        case question(Int, Envelope)
        case reply(Int, Session.Reply, Session.Ticket)
    }

    init(_ office: Office, in folder: String, seed: UInt64) async throws {
        random = SeededGenerator(seed: seed)
        let company = Company(book: try await office.book())
        self.office = Twins(
            memory: MemoryOffice(of: company),
            real: try await OfficeDatabase(office, of: company))
        let cloned = ReplicaID(bytes: [UInt8](repeating: 99, count: 16))!
        for number in 1...3 as ClosedRange<UInt8> {
            let seat = {
                LaptopSeat(
                    number: min(number, 2), seed: seed << 8 | UInt64(number),
                    cloned: number == 1 ? nil : cloned)
            }
            laptops.append(
                Twins(
                    memory: MemoryLaptop(seat(), of: company),
                    real: try await LaptopFile(
                        seat(), of: company, at: "\(folder)/\(number).sqlite")))
        }
        // The clones write before they hear of each other.
        for index in laptops.indices {
            try await save(on: index)
            try await tell(index, .woke)
        }
    }

    /// One deed, whichever the seed brings.
    func step() async throws {
        now += UInt64.random(in: 0...30_000, using: &random)
        let index = Int.random(in: laptops.indices, using: &random)
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<25: try await save(on: index)
        case 25..<87: try await deliver()
        case 87..<91: try await lose(index)
        case 91: try await doOffice(.backedUp)
        case 92: try await restore()
        case 93: try await laptops[index].reopen(at: now)
        case 94: try await office.reopen(at: now)
        case 95: try await doOffice(.released)
        case 96:
            let isDropped = Bool.random(using: &random)
            try await doOffice(.declaredDurable(upTo: nil, isDropped: isDropped))
        default: try await tell(index, laptops[index].memory.laptop.isHeld ? .mayRetry : .woke)
        }
    }

    /// Everything arrives, until nobody has anything to say.
    func comeToRest() async throws -> Bool {
        for _ in 0..<100 {
            while let item = post.popLast() { try await receive(item) }
            let log = office.memory.log
            if !log.isRecovering, laptops.allSatisfy({ $0.isAtRest(at: log.head) }) { return true }
            try await doOffice(.released)
            for index in laptops.indices { try await lose(index) }
            for index in laptops.indices { try await tell(index, .woke) }
        }
        return false
    }

    /// Expects every store to hold what its twin does; the answer is what they hold, the office's
    /// first.
    @discardableResult
    func compare() async throws -> [Holding] {
        var holdings = [try await office.compare(at: now)]
        for laptop in laptops { holdings.append(try await laptop.compare(at: now)) }
        return holdings
    }

    /// Every program ends and starts again.
    func reopen() async throws {
        try await office.reopen(at: now)
        for laptop in laptops { try await laptop.reopen(at: now) }
    }

    /// Closes what has to be closed.
    func close() async {
        for laptop in laptops { await laptop.real.close() }
        await office.real.close()
    }
}

extension Team {
    private func doOffice(_ deed: Deed) async throws {
        _ = try await office.perform(deed, at: now)
    }

    private func save(on index: Int) async throws {
        let number = UInt8.random(in: 1...3, using: &random)
        let key = RecordKey(
            collection: Catalog.client.number,
            id: RecordID(bytes: [UInt8](repeating: number, count: 16))!)
        let edit = Edit(
            kind: Int.random(in: 0..<10, using: &random),
            name: "name \(UInt8.random(in: 0...15, using: &random))")
        _ = try await laptops[index].perform(.wrote(key, edit), at: now)
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
            let isObjected = Int.random(in: 0..<6, using: &random) == 0
            let said = try await office.perform(
                .asked(envelope, isObjected: isObjected), at: now)
            guard case .replied(let reply) = said else { return }
            if case .page(let page) = reply, page.standing == .goOn, page.items.isEmpty,
                laptops[index].memory.laptop.session.state == .syncing
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
        try await laptops[index].reopen(at: now)
    }

    private func restore() async throws {
        guard restoresLeft > 0 else { return }
        restoresLeft -= 1
        try await doOffice(.restored)
    }

    private func tell(_ index: Int, _ event: Session.Laptop.Event) async throws {
        let said = try await laptops[index].perform(.happened(event), at: now)
        guard case .sent(let letters) = said else { return }
        let device = laptops[index].memory.laptop.copy.device
        for sent in letters {
            let envelope = Envelope(device: device, letter: sent.letter, ticket: sent.ticket)
            post.insert(.question(index, envelope), at: 0)
        }
    }
}

extension Twins where Memory == MemoryLaptop {
    fileprivate func isAtRest(at head: LogPoint) -> Bool {
        let copy = memory.laptop.copy
        return copy.overlay.isEmpty && copy.cursor == head
    }
}
