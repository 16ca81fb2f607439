import Bytes
import Catalog
import Causality
import Conflicts
import JSON
import Seeds
import Sync
import Testing

/// Records that no honest program writes stop nothing: they come from forgers and later versions.
struct RobustnessTests {
    @Test(arguments: 0..<UInt64(20))
    func `any values in any registers of any records are found, told and kept alike`(
        seed: UInt64
    ) throws {
        var junk = Junk(seed: seed)
        var book = TestBook()
        for _ in 0..<30 { book.take(junk.change()) }
        let teller = Teller(in: book)
        for conflict in book.conflicts {
            #expect(!teller.story(of: conflict).description.isEmpty)
        }
        #expect(book.isTheSameEverywhere())
    }

    @Test func `settlements that undo each other in a circle decide nothing`() throws {
        var office = try Office()
        _ = try office.known(Catalog.client, ["name": "Bo", "number": "C-1"])
        let conflict = try office.book.only(.duplicateClient)
        let (one, other) = (office.ann.mint(), office.ann.mint())
        for (id, undone) in [(one, other), (other, one)] {
            let form: [String: JSONValue] = [
                "rule": "duplicateClient", "conflict": .string(conflict.id.text),
                "choice": "accept", "undoes": .string(undone.text),
            ]
            office.book.take(
                office.ann.change(
                    try Catalog.settlement.creation(of: id, from: form, owner: nil)))
        }
        #expect(office.book.conflicts(.duplicateClient).count == 1)
    }

    @Test func `an undo that is undone, and undone again, counts as it was said last`() throws {
        var office = try Office()
        _ = try office.known(Catalog.client, ["name": "Bo", "number": "C-1"])
        let conflict = try office.book.only(.duplicateClient)
        var last = try office.ann.settle(conflict, .accept, in: office.book)
        office.book.take(last)
        for round in 0..<6 {
            #expect(office.book.conflicts.isEmpty == (round % 2 == 0))
            last = try #require(try office.ben.undo(last, in: office.book).first)
            office.book.take(last)
        }
    }

    @Test func `a change that settled nothing is not undone`() throws {
        var office = try Office()
        let empty = office.ann.change([])
        office.book.take(empty)
        #expect(throws: SettlementError.nothingToUndo) {
            try office.ann.undo(empty, in: office.book)
        }
    }

    @Test func `an empty book asks nothing`() {
        #expect(TestBook().conflicts.isEmpty)
        #expect(TestBook().isTheSameEverywhere())
    }
}

/// Makes changes of anything at all.
struct Junk {
    private var random: SeededGenerator
    private var counter: UInt64 = 0
    private var dots: [Dot] = []

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    mutating func change() -> Change {
        counter += 1
        let replica = ReplicaID(bytes: id(1 + random.next() % 2))!
        let writes = (0..<(1 + random.next() % 4)).map { _ in write() }
        let dot = Dot(replica: replica, counter: counter)
        dots.append(dot)
        return Change(
            dot: dot, device: DeviceID(bytes: replica.bytes)!,
            claimed: Stamp(bits: random.next()), schemaVersion: 9, writes: writes)
    }

    private mutating func write() -> Write {
        let address = RegisterAddress(
            record: RecordKey(
                collection: UInt32(1 + random.next() % 35),
                id: RecordID(bytes: id(1 + random.next() % 3))!),
            register: UInt32(random.next() % 5))
        let replaced = dots.filter { _ in random.next() % 8 == 0 }
        return Write(address: address, value: value(depth: 0), replaces: replaced)
    }

    private mutating func value(depth: Int) -> Value {
        switch random.next() % (depth < 3 ? 14 : 8) {
        case 0: .empty
        case 1: .bool(random.next() % 2 == 0)
        case 2: .integer([0, 1, -1, 100, .max, .min].randomElement(using: &random)!)
        case 3...5: .text(Self.words.randomElement(using: &random)!)
        case 6...7: .bytes(id(1 + random.next() % 3))
        default:
            .group(
                (1...(1 + random.next() % 7)).map {
                    Value.Member(number: UInt32($0), value: value(depth: depth + 1))
                })
        }
    }

    private func id(_ number: UInt64) -> [UInt8] { [UInt8](repeating: UInt8(number), count: 16) }

    private static let words = [
        "", "EUR", "12.50", "-1", "2026-11-21", "invoice", "creditNote", "accept", "sent",
        "fulfilled", "cancelled", "a\u{202E}b", "1e9", "99999999999999999999",
    ]
}
