import Bytes
import Causality
import Seeds
import Sync
import Testing

struct SnapshotTests {
    @Test(arguments: 1...150 as ClosedRange<UInt64>)
    func `chunks read while the book goes on add up to the log`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var office = BusyOffice(seed: seed)
        office.work(Int(random.next() % 20))
        var assembly = SnapshotAssembly(office.ledger.snapshotHead())
        while !assembly.isCollected {
            office.work(Int(random.next() % 5))
            let chunk = office.ledger.snapshotChunk(after: assembly.next, countMax: 2)
            #expect(assembly.take(chunk) == true)
        }
        office.work(Int(random.next() % 5))
        let page = office.ledger.page(after: assembly.point.position, countMax: .max)
        #expect(assembly.follow(page, provedBy: Office.verifier, using: toyHash) == true)
        let snapshot = try #require(assembly.finished(using: toyHash))
        #expect(snapshot.state.buried == office.ledger.state.buried)
        #expect(snapshot.point == office.ledger.head)
        #expect(snapshot.roll == office.ledger.roll)
    }

    @Test func `a chunk ends where its bytes do, and has one record whatever its size`() {
        var office = BusyOffice(seed: 3)
        office.work(20)
        let all = office.ledger.snapshotChunk(after: nil, countMax: .max).records
        #expect(all.count > 1)
        var (assembly, chunks) = (SnapshotAssembly(office.ledger.snapshotHead()), 0)
        while !assembly.isCollected, chunks <= all.count {
            let chunk = office.ledger.snapshotChunk(
                after: assembly.next, countMax: .max, bytesMax: 1)
            #expect(chunk.records == [all[chunks]])
            #expect(assembly.take(chunk) == true)
            chunks += 1
        }
        #expect(chunks == all.count)
        let bytes = all[0].encoded.count + all[1].encoded.count
        let two = office.ledger.snapshotChunk(after: nil, countMax: .max, bytesMax: bytes)
        #expect(two.records == Array(all.prefix(2)))
    }

    @Test func `a chunk that is not the next one is not taken`() {
        var office = BusyOffice(seed: 3)
        office.work(20)
        var assembly = SnapshotAssembly(office.ledger.snapshotHead())
        let first = office.ledger.snapshotChunk(after: nil, countMax: 1)
        #expect(assembly.take(first) == true)
        #expect(assembly.take(first) == false)
        #expect(assembly.finished(using: toyHash) == nil)
    }

    @Test func `a log that does not pass through a chunk's point is not followed`() {
        var office = BusyOffice(seed: 3)
        office.work(5)
        var other = office
        var assembly = SnapshotAssembly(office.ledger.snapshotHead())
        office.work(3)
        #expect(assembly.take(office.ledger.snapshotChunk(after: nil, countMax: 99)) == true)
        other.reseed(77)
        other.work(3)
        let page = other.ledger.page(after: 0, countMax: 99)
        #expect(assembly.follow(page, provedBy: Office.verifier, using: toyHash) == false)
    }

    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func `what only a snapshot has told of comes back to a server that lost it`(
        seed: UInt64
    ) {
        var office = BusyOffice(seed: seed)
        office.work(5)
        let backup = office.ledger
        office.declareDurable(UInt64(seed % 6))
        office.work(9)
        var mine = Office.copy(1)
        mine.takeSnapshot(of: office.ledger, milliseconds: 1)
        var restored = backup
        _ = restored.answer(mine.offer(), from: mine.device, milliseconds: 2)
        #expect(restored.isRecovering)
        restored.release()
        #expect(restored.head == office.ledger.head)
    }

    @Test func `a tail that nothing vouches for is not followed`() {
        var office = BusyOffice(seed: 3)
        office.work(5)
        var assembly = SnapshotAssembly(office.ledger.snapshotHead())
        #expect(assembly.take(office.ledger.snapshotChunk(after: nil, countMax: 99)) == true)
        let page = office.ledger.page(after: 0, countMax: 9)
        let bare = Page(standing: .goOn, items: page.items, end: page.end, head: page.head)
        #expect(assembly.follow(bare, provedBy: Office.verifier, using: toyHash) == false)
    }

    @Test func `what a snapshot covers stays in the overlay until its verdict comes`() {
        var (copy, ledger) = (Office.copy(1), Office.ledger)
        let change = copy.save(
            copy.open(Writer.record).edit([RegisterKey(1): .integer(1)]), as: Writer(1).replica,
            milliseconds: 1)
        _ = ledger.ingest(SentChange(change), milliseconds: 1)
        copy.takeSnapshot(of: ledger, milliseconds: 1)
        #expect(copy.unsent.map(\.change) == [change])
        #expect(copy[Writer.record] == ledger.state[Writer.record])
        copy.push(to: &ledger)
        #expect(copy.overlay.isEmpty)
    }
}

/// An office in which three people write to a few records, some of it against its rules.
struct BusyOffice {
    private(set) var ledger = Office.ledger
    private var writers = (1...3).map { Writer(UInt8($0)) }
    private var random: SeededGenerator

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    mutating func declareDurable(_ position: UInt64) {
        ledger.declareDurable(position, ageMillisecondsMin: 0, milliseconds: 5_000)
    }

    mutating func reseed(_ seed: UInt64) { random = SeededGenerator(seed: seed) }

    mutating func work(_ count: Int) {
        for _ in 0..<count {
            let number = UInt8(random.next() % 6)
            let key = RecordKey(
                collection: 1, id: RecordID(bytes: [UInt8](repeating: number, count: 16))!)
            let sight = Sight(of: ledger.state[key], in: Office.schema) { _ in Record(key: key) }
            let value = random.next() % 6 == 0 ? Office.disliked : .integer(Int64(number))
            let writes = sight.edit([RegisterKey(UInt32(1 + random.next() % 2)): value])
            let change = writers[Int(random.next() % 3)].change(writes)
            _ = ledger.ingest(SentChange(change), milliseconds: random.next() % 1_000)
        }
    }
}
