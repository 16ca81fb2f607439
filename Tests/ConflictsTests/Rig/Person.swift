import Bytes
import Catalog
import Causality
import Conflicts
import Invoicing
import JSON
import Money
import Sync

/// Somebody at a laptop, who makes changes over what a book shows.
struct Person {
    /// 2026-11-21, 09:00 in UTC.
    static let epoch: UInt64 = 1_795_251_600_000

    let name: String
    let id: PersonID
    let device: DeviceID
    private let replica: ReplicaID
    private var counter: UInt64 = 0
    private var records: UInt16 = 0

    init(_ name: String, _ number: UInt8) {
        self.name = name
        let bytes = [UInt8](repeating: number, count: 16)
        id = PersonID(bytes: bytes)!
        device = DeviceID(bytes: bytes)!
        replica = ReplicaID(bytes: bytes)!
    }

    mutating func change(_ writes: [Write]) -> Change {
        counter += 1
        return Change(
            dot: Dot(replica: replica, counter: counter), device: device, author: id,
            claimed: Stamp(milliseconds: Self.epoch + counter * 60_000), schemaVersion: 2,
            writes: writes)
    }

    mutating func mint() -> RecordID {
        records += 1
        return RecordID(
            bytes: replica.bytes.dropLast(2) + [UInt8(records >> 8), UInt8(records & 255)])!
    }

    /// Makes a record of a form.
    mutating func make(
        _ collection: RecordCollection, _ form: [String: JSONValue], in book: TestBook = TestBook()
    ) throws -> (key: RecordKey, change: Change) {
        let id = mint()
        let owner = collection.owner(in: form).map(book.record)
        let writes = try collection.creation(of: id, from: form, owner: owner)
        return (RecordKey(collection: collection.number, id: id), change(writes))
    }

    /// Changes a record as the book shows it.
    mutating func edit(
        _ key: RecordKey, _ form: [String: JSONValue], in book: TestBook
    ) throws -> Change {
        let record = book.record(key)
        let owner = Catalog.schema.owner(of: record).map(book.record)
        return change(
            try Catalog.collection(key.collection)!.edit(of: record, by: form, owner: owner))
    }

    mutating func delete(_ key: RecordKey, in book: TestBook) throws -> Change {
        let record = book.record(key)
        let owner = Catalog.schema.owner(of: record).map(book.record)
        return change(try Catalog.collection(key.collection)!.deletion(of: record, owner: owner))
    }

    mutating func settle(
        _ conflict: Conflict, _ choice: Choice, in book: TestBook
    ) throws -> Change {
        var writes: [Write] = []
        try withSettler(in: book) { settler throws(SettlementError) in
            writes = try settler.writes(for: choice, of: conflict)
        }
        return change(writes)
    }

    /// What takes a settlement back, one change after the other.
    mutating func undo(_ settled: Change, in book: TestBook) throws -> [Change] {
        var steps: [[Write]] = []
        try withSettler(in: book) { settler throws(SettlementError) in
            steps = try settler.undo(settled)
        }
        return steps.map { change($0) }
    }

    private mutating func withSettler(
        in book: TestBook, _ use: (Settler) throws(SettlementError) -> Void
    ) throws {
        let ids = (0..<50).map { _ in mint() }
        var next = ids.makeIterator()
        try use(Settler(in: book, on: CivilDate("2026-11-21")) { next.next()! })
    }
}
