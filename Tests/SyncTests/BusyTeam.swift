import Bytes
import Causality
import Seeds
import Sync

/// People with laptops of their own who write to a few records, delete them, and find them again;
/// they talk to the office rarely, so that much of what they do has not seen the rest.
struct BusyTeam {
    private(set) var ledger = Office.ledger
    private(set) var copies: [BookCopy]
    private var random: SeededGenerator
    private var now: UInt64 = 1_000

    init(seed: UInt64, copiesCount: UInt8 = 3) {
        random = SeededGenerator(seed: seed)
        copies = (1...copiesCount).map(Office.copy)
    }

    /// So many things happen; the first copies forget what was deleted as soon as they can.
    mutating func work(_ count: Int, forgetful: Int = 0, compacts: Bool = false) {
        for _ in 0..<count {
            now += 1
            let index = Int(random.next() % UInt64(copies.count))
            switch random.next() % 20 {
            case 0..<9: save(on: index)
            case 9..<12: copies[index].push(to: &ledger, milliseconds: now)
            case 12..<16: pull(on: index)
            case 16..<18:
                if index < forgetful { copies[index].bury(deletedBefore: Stamp(bits: .max)) }
            default: if compacts { compact() }
            }
        }
    }

    /// Everybody sends and fetches everything.
    mutating func settle() {
        for _ in 1...2 {
            for index in copies.indices { copies[index].push(to: &ledger, milliseconds: now) }
            for index in copies.indices { pull(on: index, countMax: .max) }
        }
        for index in copies.indices { pull(on: index, countMax: .max) }
    }

    private mutating func save(on index: Int) {
        let key = RecordKey(
            collection: 1,
            id: RecordID(bytes: [UInt8](repeating: UInt8(random.next() % 4), count: 16))!)
        let sight = copies[index].open(key)
        let life = RegisterKey(Life.register)
        let number = UInt32(1 + random.next() % 3)
        let value = Value.integer(Int64(random.next() % 4))
        let element = RegisterKey(7, element: value.encoded)
        let writes =
            switch random.next() % 10 {
            case 0..<3 where sight[life] != nil: sight.deletion()
            case 3 where sight[life] != nil: sight.resolve([life: Life.alive.value])
            case 4: sight.edit([element: sight[element] == nil ? Value.bool(true) : nil])
            case 5: sight.edit([RegisterKey(number): Office.disliked])
            case 6: sight.resolve([RegisterKey(number): value])
            default: sight.edit([RegisterKey(number): value])
            }
        _ = copies[index].save(writes, as: Writer(UInt8(index + 1)).replica, milliseconds: now)
    }

    /// The server's database is restored from a backup; everybody brings what he holds, and
    /// whoever stands elsewhere in the end takes a snapshot.
    mutating func restore(_ backup: BookLog, bringing share: Int) {
        ledger = backup
        ledger.beginRecovery(milliseconds: now)
        for copy in copies.prefix(share) { ledger.offer(copy.offer(), from: copy.device) }
        ledger.release()
        for copy in copies.dropFirst(share) { ledger.offer(copy.offer(), from: copy.device) }
    }

    /// A copy that stands where entries were dropped, or on another history, takes a snapshot.
    private mutating func pull(on index: Int, countMax: Int? = nil) {
        let cursor = copies[index].cursor
        guard cursor.position >= ledger.compacted, ledger.point(at: cursor.position) == cursor
        else { return copy(to: index) }
        let page = ledger.page(
            after: copies[index].cursor.position,
            countMax: countMax ?? Int(1 + random.next() % 6))
        _ = copies[index].pull(page, milliseconds: now)
    }

    private mutating func copy(to index: Int) {
        var assembly = SnapshotAssembly(ledger.snapshotHead())
        while !assembly.isCollected {
            _ = assembly.take(ledger.snapshotChunk(after: assembly.next, countMax: 2))
        }
        let copy = copies[index]
        let page = ledger.page(after: assembly.point.position, countMax: .max)
        guard assembly.follow(page, provedBy: copy.verifier, using: copy.hash),
            let snapshot = assembly.finished(using: copy.hash)
        else { return }
        copies[index].replaceBase(with: snapshot, as: Writer(99).replica, milliseconds: now)
    }

    private mutating func compact() {
        ledger.declareDurable(
            random.next() % (ledger.head.position + 1), ageMillisecondsMin: 0, milliseconds: now)
        ledger.compact(through: ledger.durable)
    }
}
