import Bytes
import Catalog
import SQLite
import Sync

/// What is shown of records, in the same transaction as their states.
extension Connection {
    /// Writes what is shown of a record, and the words by which it is found.
    func project(_ record: Record) throws {
        guard let collection = Catalog.collection(record.key.collection) else { return }
        let (cells, isThere) = (collection.cells(of: record), collection.isThere(record))
        let columns = zip(collection.typedColumns, cells).map { $0.kind.stored($1) }
        try execute(
            Projection.upsert(collection),
            bindings: [
                record.key.id.sqliteValue, isThere.sqliteValue,
                (!collection.conflicts(in: record).isEmpty).sqliteValue,
            ] + columns)
        let places = collection.wordColumns
        if !places.isEmpty {
            let words = places.compactMap { cells[$0] }.joined(separator: "\n")
            try write(words: isThere ? words : nil, of: record.key)
        }
    }

    /// A record that nothing is known of any more is shown no more.
    func forgetProjection(of key: RecordKey) throws {
        guard let collection = Catalog.collection(key.collection) else { return }
        try execute("DELETE FROM \(collection.table) WHERE id = ?", key.id)
        try write(words: nil, of: key)
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
        let names = ["id", "is_alive", "is_in_conflict"] + collection.columns
        let columns = names.map { "\"\($0)\"" }
        let places = columns.map { _ in "?" }.joined(separator: ", ")
        let updates = columns.dropFirst().map { "\($0) = excluded.\($0)" }
        return """
            INSERT INTO \(collection.table) (\(columns.joined(separator: ", ")))
            VALUES (\(places))
            ON CONFLICT (id) DO UPDATE SET \(updates.joined(separator: ", "))
            """
    }
}

extension Column.Kind {
    /// A cell as SQLite keeps it.
    fileprivate func stored(_ cell: String?) -> SQLiteValue {
        guard let cell else { return .null }
        switch self {
        case .text: return .text(cell)
        case .integer: return Int64(cell).map { .integer($0) } ?? .null
        case .boolean: return .integer(cell == "true" ? 1 : 0)
        case .identifier: return RecordID(text: cell)?.sqliteValue ?? .null
        }
    }
}
