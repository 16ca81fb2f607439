import Bytes
package import Catalog
import SQLite
package import Sync

extension AgentStore {
    /// The records that are alive, by name, so many at most; a search looks into name and number.
    package func list(
        _ collection: RecordCollection, matching search: String = "", limit: Int
    ) async throws -> [Record] {
        let statement = """
            SELECT p.id, r.state FROM \(collection.table) AS p
            JOIN records AS r ON r.collection = ? AND r.id = p.id
            WHERE p.is_alive = 1
                AND (? = '' OR instr(lower(coalesce(p.name, '')), lower(?)) > 0
                    OR instr(lower(coalesce(p.number, '')), lower(?)) > 0)
            ORDER BY p.name COLLATE NOCASE, p.id LIMIT ?
            """
        return try await database.read { connection in
            try connection.query(statement, collection.number, search, search, search, limit) {
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
}

extension Connection {
    /// Finds the record that a person means.
    func find(_ reference: String, in collection: RecordCollection) throws -> Record {
        if let id = RecordID(text: reference) {
            let record = try record(RecordKey(collection: collection.number, id: id))
            guard record.isAlive else {
                throw AgentStoreError.notFound(collection: collection.name, reference: reference)
            }
            return record
        }
        let statement = """
            SELECT id FROM \(collection.table)
            WHERE is_alive = 1 AND (number = ? OR name = ? COLLATE NOCASE)
            """
        let ids: [RecordID] = try query(statement, reference, reference) { try $0.read(0) }
        guard let id = ids.first else {
            throw AgentStoreError.notFound(collection: collection.name, reference: reference)
        }
        guard ids.count == 1 else {
            throw AgentStoreError.ambiguous(reference: reference, count: ids.count)
        }
        return try record(RecordKey(collection: collection.number, id: id))
    }
}
