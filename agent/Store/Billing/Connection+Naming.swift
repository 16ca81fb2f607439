import Bookkeeping
import Bytes
import Catalog
import SQLite
import Sync

extension Connection {
    /// The records of a collection that name a record in any of their fields.
    func records(of collection: RecordCollection, naming key: RecordKey) throws -> [RecordKey] {
        let columns = collection.columns(naming: key.collection)
        guard !columns.isEmpty else { return [] }
        let isNamed = columns.map { "\"\($0.name)\" = ?" }.joined(separator: " OR ")
        let bindings = columns.map {
            $0.kind == .identifier ? key.id.sqliteValue : key.word.sqliteValue
        }
        return try query(
            "SELECT id FROM \(collection.table) WHERE \(isNamed)", bindings: bindings
        ) { RecordKey(collection: collection.number, id: try $0.read(0)) }
    }

    /// Lends a book that is read through this connection, one record after another.
    func withBook<Result>(
        seeing look: (RecordKey) throws -> Record, _ body: (BookReader) throws -> Result
    ) throws -> Result {
        try Self.lend(look, { try records(of: $1, naming: $0) }, body)
    }

    private static func lend<Result>(
        _ look: (RecordKey) throws -> Record,
        _ find: (RecordKey, RecordCollection) throws -> [RecordKey],
        _ body: (BookReader) throws -> Result
    ) throws -> Result {
        try withoutActuallyEscaping(look) { look in
            try withoutActuallyEscaping(find) { find in
                try body(BookReader(record: look, naming: find))
            }
        }
    }
}
