import Bytes
package import Catalog
import Causality
import Conflicts
package import Invoicing
import SQLite
package import Sync

extension AgentStore {
    /// What happened to a record, as far as this laptop knows.
    package struct History: Sendable {
        /// The changes, the oldest first.
        package let happenings: [Happening]
        /// Whether they begin with the record's making.
        package let isWhole: Bool
    }

    /// One change of what happened to a record.
    package struct Happening: Sendable {
        /// The change.
        package let change: Change
        /// Its place in the server's log; `nil` while it is not in it, as far as is known.
        package let position: UInt64?
        /// Who did it, on which device, and when.
        package let by: String
        /// What was written: the field, and the value in a person's words.
        package let writes: [(field: String, says: String)]
        /// The fields of which people had different values, until this change.
        package let settles: [String]
    }

    /// What happened to a record, and to those that tell what became of it, so many changes at
    /// most.
    package func history(
        of reference: String, in collection: RecordCollection, zone: ZoneRules, limit: Int
    ) async throws -> History {
        try await database.read { connection in
            let key = try connection.anyRecord(reference, in: collection)
            let others = try connection.sequels(of: key)
            let found = try connection.changes(of: [key] + others, limit: limit)
            return try connection.ask(LaidOutBook()) { book in
                let teller = Teller(in: book, on: device, zone: zone)
                let words = HistoryWords(of: key, besides: others, in: book, by: teller)
                return History(
                    happenings: found.map { change, position in
                        Happening(
                            change: change, position: position, by: teller.origin(of: change.dot),
                            writes: words.says(change), settles: words.settled(by: change))
                    }, isWhole: book.record(key).isMade(in: found.map(\.0)))
            }
        }
    }
}

extension Record {
    /// Whether some changes begin with the one that made the record, and lack none that stands.
    fileprivate func isMade(in changes: [Change]) -> Bool {
        let own = changes.filter { !$0.writes(to: key).isEmpty }
        let dots = Set(own.map(\.dot))
        let standing = registers.flatMap(\.value.siblings).map(\.dot)
        guard let first = own.first, dots.isSuperset(of: standing) else { return false }
        return first.writes(to: key).allSatisfy(\.replaces.isEmpty)
    }
}

extension Connection {
    /// A record that a person means, also one that was deleted: by its id, or as its commands call
    /// it.
    fileprivate func anyRecord(
        _ reference: String, in collection: RecordCollection
    ) throws -> RecordKey {
        if let id = RecordID(text: reference) {
            // An invoice is a draft first, and people need not know what it is by now.
            let isInvoice = collection == Catalog.document
            for collection in isInvoice ? [collection, Catalog.draft] : [collection] {
                let key = RecordKey(collection: collection.number, id: id)
                if try seen(key) != nil { return key }
            }
        }
        switch CollectionNumber(rawValue: collection.number) {
        case .payment: return try findPayment(reference)
        case .document, .draft: return try findInvoice(reference)
        default:
            // Who was deleted is asked about most of all; whoever is there comes first.
            return try named(reference, in: collection, isAlive: true)
                ?? named(reference, in: collection, isAlive: false)
                ?? find(reference, in: collection).key
        }
    }

    /// The records that tell what became of a document or a payment.
    fileprivate func sequels(of key: RecordKey) throws -> [RecordKey] {
        let collections: [RecordCollection]
        switch CollectionNumber(rawValue: key.collection) {
        case .document:
            collections = [
                Catalog.allocation, Catalog.void, Catalog.document, Catalog.refund,
                Catalog.dispute, Catalog.sendRequest, Catalog.delivery, Catalog.reminder,
            ]
        case .payment: collections = [Catalog.allocation, Catalog.refund, Catalog.reversal]
        default: return []
        }
        let numbers = Set(collections.map(\.number))
        return try records(naming: key).filter { $0 != key && numbers.contains($0.collection) }
    }

    /// The changes of some records, the oldest first: the latest so many of the log, and then those
    /// of one's own that are not in it.
    fileprivate func changes(of keys: [RecordKey], limit: Int) throws -> [(Change, UInt64?)] {
        var logged: [Int64: Change] = [:]
        for key in keys {
            for (change, place) in try self.logged(key, limit: limit) { logged[place] = change }
        }
        let latest = logged.sorted { $0.key < $1.key }.suffix(limit)
        // What came before a snapshot has no place in the log that is known now.
        return latest.map { ($0.value, $0.key > 0 ? UInt64(stored: $0.key) : nil) }
            + (try unlogged(Set(keys)))
    }

    private func logged(_ key: RecordKey, limit: Int) throws -> [(Change, Int64)] {
        try query(
            """
            SELECT h.payload, h.position FROM history_records AS r
            JOIN history AS h ON h.position = r.position
            WHERE r.collection = ? AND r.id = ? ORDER BY r.position DESC LIMIT ?
            """, key.collection, key.id, limit
        ) { row in (try Change(payload: try row.read(0)), try row.read(1)) }
    }

    private func unlogged(_ keys: Set<RecordKey>) throws -> [(Change, UInt64?)] {
        try query("SELECT payload FROM own_changes ORDER BY sequence") { row in
            try Change(payload: try row.read(0))
        }.filter { !keys.isDisjoint(with: $0.records) }.map { ($0, nil) }
    }
}
