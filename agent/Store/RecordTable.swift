import Bytes
import Catalog
import Causality
import SQLite
import Sync

/// The states of records and their projections, inside one transaction.
extension Connection {
    /// The state of a record; one that nobody has written to is empty.
    func record(_ key: RecordKey) throws -> Record {
        let state = try scalar(
            "SELECT state FROM records WHERE collection = ? AND id = ?", key.collection, key.id,
            as: [UInt8].self)
        return try state.map { try Record(key: key, encoded: $0) } ?? Record(key: key)
    }

    /// The state of the record that owns another, if one does.
    func owner(_ key: RecordKey?) throws -> Record? {
        guard let key else { return nil }
        return try record(key)
    }

    /// Applies a change to every record that it writes to.
    func apply(_ change: Change, stamp: Stamp) throws {
        for key in change.records {
            var record = try record(key)
            record.apply(change, stamp: stamp)
            try save(record)
        }
    }

    /// Gives the values of a change the stamp that the server has set for it.
    func restamp(_ change: Change, as stamp: Stamp) throws {
        for key in change.records {
            var record = try record(key)
            record.restamp(change.dot, as: stamp)
            try save(record)
        }
    }

    private func save(_ record: Record) throws {
        let statement = """
            INSERT INTO records (collection, id, state) VALUES (?, ?, ?)
            ON CONFLICT (collection, id) DO UPDATE SET state = excluded.state
            """
        try execute(statement, record.key.collection, record.key.id, record.encoded)
        if let collection = Catalog.projection(of: record.key.collection) {
            try project(record, in: collection)
        }
    }

    private func project(_ record: Record, in collection: RecordCollection) throws {
        let conflicts = collection.conflicts(in: record)
        let cells = collection.cells(of: record).map(\.sqliteValue)
        try execute(
            Projection.upsert(collection),
            bindings: [
                record.key.id.sqliteValue, record.isAlive.sqliteValue,
                (!conflicts.isEmpty).sqliteValue,
            ] + cells)
    }
}

/// The statements that write projections: one text for each collection, from the catalog alone.
private enum Projection {
    static func upsert(_ collection: RecordCollection) -> String {
        statements[collection.number] ?? text(collection)
    }

    private static let statements = Dictionary(
        Catalog.projections.map { ($0.number, text($0)) }, uniquingKeysWith: { first, _ in first })

    private static func text(_ collection: RecordCollection) -> String {
        let columns = ["id", "is_alive", "is_in_conflict"] + collection.columns
        let places = columns.map { _ in "?" }.joined(separator: ", ")
        let updates = columns.dropFirst().map { "\($0) = excluded.\($0)" }
        return """
            INSERT INTO \(collection.table) (\(columns.joined(separator: ", ")))
            VALUES (\(places))
            ON CONFLICT (id) DO UPDATE SET \(updates.joined(separator: ", "))
            """
    }
}
