import Bytes
import Catalog
import PostgreSQL
import Sync

/// What is shown of records, in the same transaction as their states.
extension Connection {
    /// Writes what is shown of some records, one statement for each collection.
    func project(_ records: [Record], in book: BookID) throws(PostgreSQLError) {
        for (collection, records) in Self.sorted(records) {
            try project(records, of: collection, in: book)
        }
    }

    /// Writes anew what is shown of some records, whatever an earlier release wrote of them.
    func projectAnew(_ records: [Record], in book: BookID) throws(PostgreSQLError) {
        for (collection, records) in Self.sorted(records) {
            let values = Self.values(of: records, of: collection, in: book)
            try asOwner(Query(sql: Projection.correction(collection), values: values))
        }
    }

    /// Records by their collections, as far as this release knows those.
    private static func sorted(_ records: [Record]) -> [(RecordCollection, [Record])] {
        Dictionary(grouping: records) { $0.key.collection }
            .sorted { $0.key < $1.key }
            .compactMap { number, records in
                Catalog.collection(number).map { ($0, records) }
            }
    }

    private func project(
        _ records: [Record], of collection: RecordCollection, in book: BookID
    ) throws(PostgreSQLError) {
        let values = Self.values(of: records, of: collection, in: book)
        guard collection.kind.isAppendOnly else {
            return try send(Query(sql: Projection.upsert(collection), values: values))
        }
        // What is written once is only ever added by who works on a book.
        let added = try execute(Query(sql: Projection.addition(collection), values: values))
        guard added < records.count else { return }
        // It changes only where another one of its id has come, which is a conflict, or where one
        // that was refused came back as accepted.
        try asOwner(Query(sql: Projection.upsert(collection), values: values))
    }

    /// What the statements take: the keys, and a column of cells each.
    private static func values(
        of records: [Record], of collection: RecordCollection, in book: BookID
    ) -> [any Storable] {
        var cells = collection.columns.map { _ in TextArray() }
        for record in records {
            for (place, cell) in collection.cells(of: record).enumerated() {
                cells[place].append(cell)
            }
        }
        let keys: [any Storable] = [
            book, records.map(\.key.id), records.map { collection.isThere($0) },
            records.map { !collection.conflicts(in: $0).isEmpty },
        ]
        return keys + cells
    }
}

/// The statements that write projections: one text for each collection, from the catalog alone.
private enum Projection {
    static func upsert(_ collection: RecordCollection) -> String {
        upserts[collection.number] ?? insertion(collection) + update(collection)
    }

    static func addition(_ collection: RecordCollection) -> String {
        additions[collection.number] ?? insertion(collection) + leaving
    }

    /// Leaves the rows alone that say the same already.
    static func correction(_ collection: RecordCollection) -> String {
        let names = names(collection).dropFirst().map { "\"\($0)\"" }
        let (old, new) = (names.map { "\(collection.table).\($0)" }, names.map { "excluded.\($0)" })
        return upsert(collection)
            + " WHERE (\(old.joined(separator: ", "))) IS DISTINCT FROM "
            + "(\(new.joined(separator: ", ")))"
    }

    private static let upserts = texts { insertion($0) + update($0) }
    private static let additions = texts { insertion($0) + leaving }
    private static let leaving = " ON CONFLICT (book_id, id) DO NOTHING"

    private static func texts(_ text: (RecordCollection) -> String) -> [UInt32: String] {
        Dictionary(
            Catalog.collections.map { ($0.number, text($0)) },
            uniquingKeysWith: { first, _ in first })
    }

    private static func names(_ collection: RecordCollection) -> [String] {
        ["id", "is_alive", "is_in_conflict"] + collection.columns
    }

    private static func update(_ collection: RecordCollection) -> String {
        let updates = names(collection).dropFirst().map { "\"\($0)\" = excluded.\"\($0)\"" }
        return " ON CONFLICT (book_id, id) DO UPDATE SET \(updates.joined(separator: ", "))"
    }

    private static func insertion(_ collection: RecordCollection) -> String {
        let columns = names(collection)
        let types = ["uuid", "boolean", "boolean"] + collection.typedColumns.map { _ in "text" }
        let arrays = types.enumerated().map { "$\($0.offset + 2)::\($0.element)[]" }
        let names = columns.map { "\"\($0)\"" }.joined(separator: ", ")
        let values =
            columns.prefix(3)
            + collection.typedColumns.map { "\"\($0.name)\"::\($0.kind.type)" }
        return """
            INSERT INTO \(collection.table) (book_id, \(names))
            SELECT $1::uuid, \(values.joined(separator: ", "))
            FROM unnest(\(arrays.joined(separator: ", "))) AS new (\(names))
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
