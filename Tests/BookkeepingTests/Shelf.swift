import Bookkeeping
import Bytes
import Catalog
import Causality
import JSON
import Sync

/// A book in memory: records as one replica after another wrote them.
struct Shelf {
    private(set) var records: [RecordKey: Record] = [:]
    private var counter: UInt64 = 0
    private var minted: UInt64 = 0
    private let device = Shelf.id(0xD0, as: DeviceID.self)
    private let replica = Shelf.id(0xAA, as: ReplicaID.self)

    var book: BookReader {
        let records = records
        return BookReader { key in
            records[key] ?? Record(key: key)
        } naming: { key, collection in
            records.values.filter {
                $0.key.collection == collection.number
                    && Facts($0)?.references.contains(key) == true
            }.map(\.key)
        }
    }

    /// The changes that were written so far.
    var dots: Set<Dot> {
        Set((1...max(1, counter)).map { Dot(replica: replica, counter: $0) })
    }

    mutating func mint() -> RecordID {
        minted += 1
        return Self.id(minted, as: RecordID.self)
    }

    /// Makes a record of a form; the server took it at a time, if it did.
    mutating func add(
        _ collection: RecordCollection, _ form: [String: JSONValue], takenAt: UInt64? = nil
    ) throws -> RecordKey {
        let id = mint()
        let writes = try collection.creation(of: id, from: form, owner: nil)
        write(writes, takenAt: takenAt)
        return RecordKey(collection: collection.number, id: id)
    }

    /// Writes one change.
    mutating func write(_ writes: [Write], takenAt: UInt64? = nil) {
        counter += 1
        let stamp = Stamp(milliseconds: 1_000 + counter)
        let change = Change(
            dot: Dot(replica: replica, counter: counter), device: device, claimed: stamp,
            schemaVersion: Catalog.schemaVersion, writes: writes)
        for key in Set(writes.map(\.address.record)) {
            var record = records[key] ?? Record(key: key)
            record.apply(
                change, stamp: stamp,
                accepted: takenAt.map { Stamp(milliseconds: $0) })
            records[key] = record
        }
    }

    private static func id<Subject>(
        _ number: UInt64, as kind: Identifier<Subject>.Type
    ) -> Identifier<Subject> {
        let bytes = (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - 8 * $0)) }
        guard let id = Identifier<Subject>(bytes: [UInt8](repeating: 1, count: 8) + bytes) else {
            preconditionFailure("an id has sixteen bytes")
        }
        return id
    }
}

extension Shelf {
    /// A book with settings and a client.
    static func ready() throws -> (shelf: Shelf, client: RecordKey) {
        var shelf = Shelf()
        shelf.write(
            try Catalog.settings.edit(
                of: Record(key: DerivedID.settings),
                by: ["name": "Nora Berg", "currency": "EUR"], owner: nil))
        let client = try shelf.add(Catalog.client, ["name": "Ada Ltd"])
        return (shelf, client)
    }

    /// A draft for a client with forms of lines and charges.
    mutating func draft(
        for client: RecordKey, _ form: [String: JSONValue] = [:],
        lines: [[String: JSONValue]], charges: [[String: JSONValue]] = []
    ) throws -> RecordKey {
        var draft: [String: JSONValue] = [
            "kind": "invoice", "client": .string(client.id.text), "currency": "EUR",
        ]
        draft.merge(form) { $1 }
        let made = try DraftMaking(draft, lines: lines, charges: charges) { mint() }
        write(made.writes)
        return made.key
    }
}
