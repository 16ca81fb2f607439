import Bytes
import Catalog
import PostgreSQL
package import Sync

extension ServerStore {
    /// So many records of one collection are looked at in one go.
    private static let recordsMax = 1_000

    /// The records of a book in which something is in conflict and long texts may be.
    package func recordsWithTextsApart(in book: BookID) async throws -> [Record] {
        try await pool.transaction(.snapshot) { connection in
            try walls.enter(book, on: connection)
            var keys: Set<RecordKey> = []
            for collection in Catalog.collections where collection.hasTexts {
                let ids: [RecordID] = try connection.rows(
                    """
                    SELECT id FROM \(name: collection.table)
                    WHERE book_id = \(book) AND is_in_conflict LIMIT \(Self.recordsMax)
                    """
                ) { (row) throws(PostgreSQLError) in try row.read(0) }
                keys.formUnion(ids.map { RecordKey(collection: collection.number, id: $0) })
            }
            return try connection.states(of: keys, in: book).filter(\.hasTextsApart)
                .sorted { $0.key < $1.key }
        }
    }
}

extension RecordCollection {
    /// Whether it has long texts.
    fileprivate var hasTexts: Bool { fields.contains { $0.policy == .text } }
}

extension Record {
    /// Whether texts of it were written apart.
    var hasTextsApart: Bool {
        guard let collection = Catalog.collection(key.collection), collection.hasTexts else {
            return false
        }
        return collection.fields.contains {
            $0.policy == .text && self[$0.number].isInConflict(.text)
        }
    }
}
