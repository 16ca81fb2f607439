import Bookkeeping
import Bytes
import Catalog
import Conflicts
import SQLite
import Sync

extension Connection {
    /// Lends the book as it is seen through this connection, one record after another.
    func withBook<Result>(_ body: (BookReader) throws -> Result) throws -> Result {
        try Self.lend(
            { try seen($0) ?? Record(key: $0) }, { try records(of: $1, naming: $0) }, body)
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

    /// The records of a collection that name a record in any of their fields.
    private func records(
        of collection: RecordCollection, naming key: RecordKey
    ) throws -> [RecordKey] {
        let index = IndexKey.naming(key)
        return try query(
            "SELECT id FROM index_keys WHERE topic = ? AND bytes = ? AND collection = ?",
            index.topic.rawValue, index.bytes, collection.number
        ) { RecordKey(collection: collection.number, id: try $0.read(0)) }
    }
}
