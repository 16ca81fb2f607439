import Bytes
import Causality
import Sync
import Testing

struct AttachingTests {
    private var (mine, office) = (Office.copy(1), Office.ledger)

    @Test mutating func `a book that was kept alone goes up whole, whatever the rules say`() {
        for value in [.integer(1), Office.disliked, .integer(2)] { save(value) }
        #expect(office.beginAttaching(from: mine.device) == true)
        mine.push(to: &office)
        office.finishAttaching()
        mine.pull(from: office)
        #expect(mine.handedBack.isEmpty && mine.overlay.isEmpty)
        #expect(office.entries.count == 3 && mine.base == office.state)
        save(Office.disliked)
        mine.push(to: &office)
        #expect(mine.handedBack.count == 1)
    }

    @Test mutating func `while a book goes up nobody else writes to it`() {
        var (other, ann) = (Office.copy(2), Writer(2))
        #expect(office.beginAttaching(from: mine.device) == true)
        let change = SentChange(ann.write(.integer(1)))
        #expect(office.ingest(change, from: other.device, milliseconds: 1) == .retryLater)
        office.finishAttaching()
        other.push(to: &office)
        #expect(Office.refusal(in: office.ingest(change, milliseconds: 1)) == nil)
    }

    @Test mutating func `nothing is attached to a book that has something in it`() {
        save(.integer(1))
        mine.push(to: &office)
        #expect(office.beginAttaching(from: mine.device) == false)
    }

    private mutating func save(_ value: Value) {
        let writes = mine.open(Writer.record).edit([RegisterKey(1): value])
        _ = mine.save(writes, as: Writer(1).replica, milliseconds: 1)
    }
}

struct ImportTests {
    private static let draft = Office.draft(5)

    private static func value(_ id: RecordID) -> Value { .bytes(id.bytes) }

    private static func record(_ key: RecordKey, _ values: [UInt32: Value]) -> Record {
        var writer = Writer(1)
        let change = writer.change(
            values.map { number, value in
                Write(
                    address: RegisterAddress(record: key, register: number), value: value,
                    replaces: [])
            })
        var record = Record(key: key)
        record.apply(change, stamp: change.claimed)
        return record
    }

    /// New ids: 101, 102 and so on.
    private static func imported(_ book: [Record]) -> Import {
        var next: UInt8 = 100
        return Import(of: book, schema: Office.schema) {
            next += 1
            return RecordID(bytes: [UInt8](repeating: next, count: 16))!
        }
    }

    @Test func `records bear new names, wherever one is named`() throws {
        let life = Life.issued([Office.payment.id]).value
        let book = [
            Self.record(Self.draft, [Life.register: life, 1: .text("kept")]),
            Self.record(
                Office.lineKey, [Life.register: Life.alive.value, 1: Self.value(Self.draft.id)]),
            Self.record(Office.payment, [1: .group([.init(number: 1, value: .integer(9))])]),
        ]
        let imported = Self.imported(book)
        let draft = try #require(imported.ids[Self.draft.id])
        let payment = try #require(imported.ids[Office.payment.id])
        let values = Dictionary(
            uniqueKeysWithValues: imported.records.joined().map { ($0.address, $0.value) })
        let address = { (collection: UInt32, id: RecordID, register: UInt32) in
            RegisterAddress(
                record: RecordKey(collection: collection, id: id), register: register)
        }
        #expect(values[address(2, draft, 1)] == .text("kept"))
        #expect(values[address(2, draft, 0)] == Life.issued([payment]).value)
        let line = try #require(imported.ids[Office.lineKey.id])
        #expect(values[address(3, line, 1)] == Self.value(draft))
        #expect(imported.foreign == [RecordKey(collection: 4, id: payment)])
        #expect(imported.records.joined().allSatisfy { $0.replaces.isEmpty })
    }

    @Test func `owners come before what they own, and what is deleted stays behind`() {
        let book = [
            Self.record(
                Office.lineKey, [Life.register: Life.alive.value, 1: Self.value(Self.draft.id)]),
            Self.record(Self.draft, [Life.register: Life.alive.value]),
            Self.record(Office.draft(6), [Life.register: Life.deleted.value]),
        ]
        let imported = Self.imported(book)
        #expect(imported.records.map { $0[0].address.record.collection } == [2, 3])
        #expect(imported.ids[Office.draft(6).id] == nil)
    }

    @Test func `names of records that are not there, and elements of sets, are kept`() {
        let stranger = Value.bytes([UInt8](repeating: 250, count: 16))
        var writer = Writer(1)
        var client = Record(key: Writer.record)
        let tag = RegisterKey(7, element: Self.value(Writer.record.id).encoded)
        let writes = [(tag, Value.bool(true)), (RegisterKey(1), stranger)].map { key, value in
            Write(
                address: RegisterAddress(record: Writer.record, key: key), value: value,
                replaces: [])
        }
        client.apply(writer.change(writes), stamp: Stamp(bits: 1))
        let imported = Self.imported([client])
        let id = imported.ids[Writer.record.id]!
        let keys = imported.records[0].map(\.address.key)
        #expect(keys == [RegisterKey(1), RegisterKey(7, element: Self.value(id).encoded)])
        #expect(imported.records[0][0].value == stranger)
    }
}
