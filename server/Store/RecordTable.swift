import Bytes
import Catalog
import PostgreSQL
import Sync

/// The states of records and their projections, inside one transaction.
extension Connection {
    /// Applies accepted changes to the records that they write to, in a handful of statements.
    func merge(_ accepted: [Accepted], in book: BookID) throws {
        let keys = Set(accepted.flatMap { $0.submission.change.records }).sorted()
        var records = try load(keys, in: book)
        for entry in accepted {
            for key in entry.submission.change.records {
                records[key, default: Record(key: key)]
                    .apply(entry.submission.change, stamp: entry.effective)
            }
        }
        let merged = keys.compactMap { records[$0] }
        try save(merged, in: book)
        for collection in Catalog.projections {
            try project(
                merged.filter { $0.key.collection == collection.number },
                of: collection, in: book)
        }
    }

    private func load(_ keys: [RecordKey], in book: BookID) throws -> [RecordKey: Record] {
        let query: Query = """
            SELECT r.collection, r.record_id, r.state
            FROM unnest(\(keys.map { Int64($0.collection) }), \(keys.map(\.id)))
                AS wanted (collection, id)
            JOIN records AS r ON r.book_id = \(book)
                AND r.collection = wanted.collection AND r.record_id = wanted.id
            """
        let states: [(Int64, RecordID, [UInt8])] = try rows(query) {
            (row) throws(PostgreSQLError) in
            (try row.read(0), try row.read(1), try row.read(2))
        }
        return try states.reduce(into: [:]) { records, stored in
            let key = RecordKey(collection: UInt32(stored.0), id: stored.1)
            records[key] = try Record(key: key, encoded: stored.2)
        }
    }

    private func save(_ records: [Record], in book: BookID) throws(PostgreSQLError) {
        try execute(
            """
            INSERT INTO records (book_id, collection, record_id, state)
            SELECT \(book), new.collection, new.id, new.state
            FROM unnest(\(records.map { Int64($0.key.collection) }), \(records.map(\.key.id)),
                \(records.map(\.encoded))) AS new (collection, id, state)
            ON CONFLICT (book_id, collection, record_id) DO UPDATE SET state = excluded.state
            """)
    }

    private func project(
        _ records: [Record], of collection: RecordCollection, in book: BookID
    ) throws(PostgreSQLError) {
        guard !records.isEmpty else { return }
        let rows = records.map { collection.cells(of: $0) }
        let cells: [any Storable] = collection.columns.indices.map { index in
            rows.map { $0[index] }
        }
        let keys: [any Storable] = [
            book, records.map(\.key.id), records.map(\.isAlive),
            records.map { !collection.conflicts(in: $0).isEmpty },
        ]
        try execute(Query(sql: Projection.upsert(collection), values: keys + cells))
    }
}

/// The statement that writes a collection's projection, from the catalog alone.
private enum Projection {
    static func upsert(_ collection: RecordCollection) -> String {
        let columns = ["id", "is_alive", "is_in_conflict"] + collection.columns
        let types = ["uuid", "boolean", "boolean"] + collection.columns.map { _ in "text" }
        let arrays = types.enumerated().map { "$\($0.offset + 2)::\($0.element)[]" }
        let names = columns.joined(separator: ", ")
        let updates = columns.dropFirst().map { "\($0) = excluded.\($0)" }
        return """
            INSERT INTO \(collection.table) (book_id, \(names))
            SELECT $1::uuid, \(names)
            FROM unnest(\(arrays.joined(separator: ", "))) AS new (\(names))
            ON CONFLICT (book_id, id) DO UPDATE SET \(updates.joined(separator: ", "))
            """
    }
}
