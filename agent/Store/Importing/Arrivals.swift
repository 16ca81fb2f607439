import Bytes
import Catalog
import SQLite
import Sync

/// What of another book's records is new to this one, and what stands here already.
///
/// A record stands here already if this book has one of its very id, as with an export of this
/// book's own, or one of the id that follows from it. It is left as it is here: also where it was
/// deleted since, or says something else.
struct Arrivals {
    /// The new records, as they are to be written, each as one change.
    private(set) var writes: [[Write]] = []
    /// The new records, as they stand in the other book.
    private(set) var records: [Record] = []
    /// How many stand here already.
    private(set) var presentCount = 0
    /// Those among them that say something else here than there, by their keys here.
    private(set) var differing: [RecordKey] = []
    /// How many belong to a record that is over here, or that nothing is known of.
    private(set) var orphanCount = 0
    /// The keys under which the new records are to be here.
    private var coming: Set<RecordKey> = []

    /// Holds another book's records against this one.
    init(of records: [Record], over connection: borrowing Connection) throws {
        let alive = records.filter { !$0.isOver && !$0.registers.isEmpty }
            .sorted { $0.key < $1.key }
        var kept: Set<RecordID> = [DerivedID.settings.id]
        for record in alive where try connection.seen(record.key) != nil {
            kept.insert(record.key.id)
        }
        // An import asks for ids in the order of the records' keys.
        var ids = alive.map(\.key.id).filter { !kept.contains($0) }.map(ImportedID.of)[...]
        let here = try connection.recordIDs()
        let taken = Import(
            of: alive, schema: Catalog.schema, keeping: kept,
            // What was brought before, from another part of the book.
            elsewhere: { id in [id, ImportedID.of(id)].first { here.contains($0) } }
        ) {
            guard let id = ids.popFirst() else {
                preconditionFailure("an import asks for one id a record")
            }
            return id
        }
        let byKey = Dictionary(
            alive.map { (RecordKey($0.key, under: taken.ids), $0) }, uniquingKeysWith: { $1 })
        for writes in taken.records {
            guard let key = writes.first?.address.record, let record = byKey[key] else { continue }
            try add(writes, of: record, as: key, over: connection)
        }
    }

    private mutating func add(
        _ writes: [Write], of record: Record, as key: RecordKey,
        over connection: borrowing Connection
    ) throws {
        if let here = try connection.seen(key), !here.registers.isEmpty {
            presentCount += 1
            if !here.says(writes) { differing.append(key) }
        } else if try isOrphan(writes, as: key, over: connection) {
            orphanCount += 1
        } else {
            coming.insert(key)
            self.writes.append(writes)
            records.append(record)
        }
    }

    /// Whether what owns a record was deleted or issued here, so that nothing can join it, or is
    /// neither here nor coming.
    private func isOrphan(
        _ writes: [Write], as key: RecordKey, over connection: borrowing Connection
    ) throws -> Bool {
        guard let owner = Catalog.schema.owner(in: key.collection),
            let value = writes.first(where: { $0.address.register == owner.register })?.value,
            let id = RecordID(value)
        else { return false }
        let ownerKey = RecordKey(collection: owner.collection, id: id)
        guard let here = try connection.seen(ownerKey) else { return !coming.contains(ownerKey) }
        return here.isOver || !here.isAlive || here.isIssued
    }
}

extension Connection {
    /// The ids of all records.
    fileprivate func recordIDs() throws -> Set<RecordID> {
        Set(try query("SELECT id FROM record_states") { try $0.read(0) })
    }
}

extension RecordKey {
    fileprivate init(_ key: RecordKey, under ids: [RecordID: RecordID]) {
        self.init(collection: key.collection, id: ids[key.id] ?? key.id)
    }
}

extension Record {
    /// Whether the record was made a document.
    fileprivate var isIssued: Bool {
        guard let value = self[Life.register].standing(.life)?.value, case .issued? = Life(value)
        else { return false }
        return true
    }

    /// Whether what stands in the record is what writes to an empty one would say.
    fileprivate func says(_ writes: [Write]) -> Bool {
        let there = writes.compactMap { write in
            write.value.flatMap { $0 == .empty ? nil : (write.address.key, $0) }
        }
        let here = registers.compactMap { slot -> (RegisterKey, Value)? in
            let policy = Catalog.schema.policy(of: slot.key.number, in: key.collection)
            guard let value = slot.value.standing(policy)?.value, value != .empty
            else { return nil }
            return (slot.key, value)
        }
        return Dictionary(there, uniquingKeysWith: { $1 })
            == Dictionary(here, uniquingKeysWith: { $1 })
    }
}
