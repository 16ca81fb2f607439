import Bookkeeping
import Bytes
import Conflicts
import SQLite
import Sync

extension Connection {
    /// Lends the book as it is seen through this connection, one record after another.
    func withBook<Result>(_ body: (BookReader) throws -> Result) throws -> Result {
        try Self.lend(
            { try seen($0) ?? Record(key: $0) }, { try records(naming: $0) }, body)
    }

    private static func lend<Result>(
        _ look: (RecordKey) throws -> Record,
        _ find: (RecordKey) throws -> [RecordKey],
        _ body: (BookReader) throws -> Result
    ) throws -> Result {
        try withoutActuallyEscaping(look) { look in
            try withoutActuallyEscaping(find) { find in
                try body(BookReader(record: look, naming: find))
            }
        }
    }

    /// The records that name a record in any of their fields, and itself.
    func records(naming key: RecordKey) throws -> [RecordKey] {
        let index = IndexKey.naming(key)
        return try query(
            "SELECT collection, id FROM index_keys WHERE topic = ? AND bytes = ?",
            index.topic.rawValue, index.bytes
        ) { RecordKey(collection: try $0.read(0), id: try $0.read(1)) }
    }
}
