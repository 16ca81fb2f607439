import Bytes
import Catalog
import PostgreSQL
import Sync

/// What is shown of records, in the same transaction as their states.
extension Connection {
    /// Writes what is shown of some records, one statement for each collection.
    func project(_ records: [Record], in book: BookID) throws(PostgreSQLError) {
        let shown = Dictionary(grouping: records) { $0.key.collection }
        for (number, records) in shown.sorted(by: { $0.key < $1.key }) {
            guard let collection = Catalog.collection(number) else { continue }
            try project(records, of: collection, in: book)
        }
    }

    private func project(
        _ records: [Record], of collection: RecordCollection, in book: BookID
    ) throws(PostgreSQLError) {
        let rows = records.map { collection.cells(of: $0) }
        let cells: [any Storable] = collection.columns.indices.map { index in
            rows.map { $0[index] }
        }
        let keys: [any Storable] = [
            book, records.map(\.key.id), records.map { collection.isThere($0) },
            records.map { !collection.conflicts(in: $0).isEmpty },
        ]
        try execute(Query(sql: Projection.upsert(collection), values: keys + cells))
    }
}

/// The statements that write projections: one text for each collection, from the catalog alone.
private enum Projection {
    static func upsert(_ collection: RecordCollection) -> String {
        statements[collection.number] ?? text(collection)
    }

    private static let statements = Dictionary(
        Catalog.collections.map { ($0.number, text($0)) }, uniquingKeysWith: { first, _ in first })

    private static func text(_ collection: RecordCollection) -> String {
        let columns = ["id", "is_alive", "is_in_conflict"] + collection.columns
        let types = ["uuid", "boolean", "boolean"] + collection.typedColumns.map { _ in "text" }
        let arrays = types.enumerated().map { "$\($0.offset + 2)::\($0.element)[]" }
        let names = columns.map { "\"\($0)\"" }.joined(separator: ", ")
        let values =
            columns.prefix(3)
            + collection.typedColumns.map { "\"\($0.name)\"::\($0.kind.type)" }
        let updates = columns.dropFirst().map { "\"\($0)\" = excluded.\"\($0)\"" }
        return """
            INSERT INTO \(collection.table) (book_id, \(names))
            SELECT $1::uuid, \(values.joined(separator: ", "))
            FROM unnest(\(arrays.joined(separator: ", "))) AS new (\(names))
            ON CONFLICT (book_id, id) DO UPDATE SET \(updates.joined(separator: ", "))
            """
    }
}

extension Column.Kind {
    /// The type of such a column.
    fileprivate var type: String {
        switch self {
        case .text: "text"
        case .integer: "bigint"
        case .boolean: "boolean"
        case .identifier: "uuid"
        }
    }
}
