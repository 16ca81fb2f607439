import Bytes
package import Catalog
import SQLite
package import Sync

extension AgentStore {
    /// The records that are alive, by what they are called, so many at most; a search wants every
    /// one of its words, or how they begin, among the words of a record.
    package func list(
        _ collection: RecordCollection, matching search: String = "", limit: Int
    ) async throws -> [Record] {
        let words = Self.words(search)
        let order =
            collection.nameColumns.first.map { "p.\"\($0)\" COLLATE NOCASE, p.id" } ?? "p.id"
        let found =
            words.isEmpty
            ? ""
            : """
            AND p.id IN (
                SELECT s.id FROM search JOIN searchable AS s ON s.number = search.rowid
                WHERE search MATCH ? AND s.collection = ?)
            """
        let statement = """
            SELECT p.id, r.seen FROM \(collection.table) AS p
            JOIN record_states AS r ON r.collection = ? AND r.id = p.id
            WHERE p.is_alive = 1 \(found)
            ORDER BY \(order) LIMIT ?
            """
        let number = collection.number.sqliteValue
        let asked: [SQLiteValue] = words.isEmpty ? [] : [words.sqliteValue, number]
        return try await database.read { connection in
            try connection.query(
                statement, bindings: [number] + asked + [limit.sqliteValue]
            ) {
                let key = RecordKey(collection: collection.number, id: try $0.read(0))
                return try Record(key: key, encoded: try $0.read(1))
            }
        }
    }

    /// One record that is alive, by its id, its number, or its whole name.
    package func show(
        _ reference: String, in collection: RecordCollection
    ) async throws -> Record {
        try await database.read { try $0.find(reference, in: collection) }
    }

    /// A search as the index takes it: each word as it is, however it may go on.
    private static func words(_ search: String) -> String {
        let words = search.split { !$0.isLetter && !$0.isNumber }.prefix(20)
        return words.map { "\"\($0)\"*" }.joined(separator: " ")
    }
}

extension Connection {
    /// Finds the record that a person means.
    func find(_ reference: String, in collection: RecordCollection) throws -> Record {
        let key =
            try RecordID(text: reference).map { RecordKey(collection: collection.number, id: $0) }
            ?? named(reference, in: collection, isAlive: true)
        guard let key, let record = try seen(key), collection.isThere(record) else {
            throw try whyUnknown(reference, in: [collection], called: collection.words)
        }
        return record
    }

    /// The one record, alive or deleted, that is called so; `nil` where none is.
    func named(
        _ reference: String, in collection: RecordCollection, isAlive: Bool
    ) throws -> RecordKey? {
        let names = collection.nameColumns
        guard !names.isEmpty else { return nil }
        // One question a name: so each finds its index, which knows what is alive only.
        let questions = names.map { name in
            "SELECT id FROM \(collection.table) WHERE is_alive = \(isAlive ? 1 : 0) "
                + "AND \"\(name)\" = ?1 COLLATE NOCASE"
        }
        let ids: [RecordID] = try query(
            questions.joined(separator: " UNION ") + " LIMIT 100",
            bindings: [reference.sqliteValue]
        ) { try $0.read(0) }
        guard ids.count <= 1 else {
            throw AgentStoreError.ambiguous(reference: reference, ids: ids.map(\.text))
        }
        return ids.first.map { RecordKey(collection: collection.number, id: $0) }
    }

    /// What is seen of a record; `nil` where nothing is known of it.
    func seen(_ key: RecordKey) throws -> Record? {
        try first(
            "SELECT seen FROM record_states WHERE collection = ? AND id = ?", key.collection, key.id
        ) { try Record(key: key, encoded: try $0.read(0)) }
    }
}
