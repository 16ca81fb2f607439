import Bytes
package import Catalog
import Causality
import Conflicts
package import Invoicing
import SQLite
package import Sync

extension AgentStore {
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
    }

    /// What happened to a record, the oldest first, so many at most: as far as this laptop knows.
    package func history(
        of reference: String, in collection: RecordCollection, zone: ZoneRules, limit: Int
    ) async throws -> [Happening] {
        try await database.read { connection in
            let key = try connection.anyRecord(reference, in: collection)
            let logged = try connection.logged(key, limit: limit)
            let own = try connection.unlogged(key)
            return try connection.ask(LaidOutBook()) { book in
                let teller = Teller(in: book, on: device, zone: zone)
                return (logged + own).map { change, position in
                    Happening(
                        change: change, position: position, by: teller.origin(of: change.dot),
                        writes: collection.words(of: change.writes(to: key)))
                }
            }
        }
    }
}

extension RecordCollection {
    /// What writes say, field by field; what only says that a record is there is left out.
    fileprivate func words(of writes: ArraySlice<Write>) -> [(field: String, says: String)] {
        writes.compactMap { write in
            guard let field = field(write.address.register) else {
                guard write.address.register == Life.register, write.value == Life.deleted.value
                else { return nil }
                return ("life", "deleted")
            }
            guard let value = write.value else { return (field.words, "taken out") }
            return (field.words, field.type.words(of: value))
        }
    }
}

extension Connection {
    /// A record that a person means, also one that was deleted, by its id.
    fileprivate func anyRecord(
        _ reference: String, in collection: RecordCollection
    ) throws -> RecordKey {
        if let id = RecordID(text: reference) {
            let key = RecordKey(collection: collection.number, id: id)
            if try seen(key) != nil { return key }
        }
        return try find(reference, in: collection).key
    }

    fileprivate func logged(_ key: RecordKey, limit: Int) throws -> [(Change, UInt64?)] {
        try query(
            """
            SELECT h.payload, h.position FROM history_records AS r
            JOIN history AS h ON h.position = r.position
            WHERE r.collection = ? AND r.id = ? ORDER BY r.position DESC LIMIT ?
            """, key.collection, key.id, limit
        ) { row in
            // What came before a snapshot has no place in the log that is known now.
            let place = try row.read(1, as: Int64.self)
            return (try Change(payload: try row.read(0)), place > 0 ? UInt64(stored: place) : nil)
        }.reversed()
    }

    fileprivate func unlogged(_ key: RecordKey) throws -> [(Change, UInt64?)] {
        try query("SELECT payload FROM own_changes ORDER BY sequence") { row in
            try Change(payload: try row.read(0))
        }.filter { $0.records.contains(key) }.map { ($0, nil) }
    }
}
