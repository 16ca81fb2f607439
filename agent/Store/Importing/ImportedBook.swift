import Bytes
import Catalog
import SQLite
package import Sync

/// What is brought into a book: the records of another one, from a file that was written out or
/// from another laptop's database.
package struct ImportedBook: Sendable {
    /// So many bytes, and so many records, are taken at once.
    package static let bytesMax = 128 << 20
    /// No more records are taken at once.
    package static let recordsMax = 100_000

    /// The records.
    let records: [Record]

    /// Reads what 'book export' has written: one record a line.
    package init(lines bytes: [UInt8]) throws {
        var records: [Record] = []
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        var keys: Set<RecordKey> = []
        for (index, line) in lines.enumerated() where !line.isEmpty {
            let record = try Record(exportLine: Array(line), number: index + 1)
            guard keys.insert(record.key).inserted else {
                throw FieldErrors([
                    FieldError(
                        path: "line \(index + 1)", expectation: "Each record stands there once.")
                ])
            }
            records.append(record)
            guard records.count <= Self.recordsMax else { throw Self.tooLong }
        }
        self.records = records
    }

    /// Reads another laptop's file, which stays as it is.
    package init(file path: String) throws {
        let connection = try Connection.openForReading(at: path)
        let known = FileSchema.migrations.map(\.name)
        let found: [String] = try connection.query(
            "SELECT name FROM schema_migrations ORDER BY version"
        ) { try $0.read(0) }
        guard found.count <= known.count, found == Array(known.prefix(found.count)) else {
            throw AgentStoreError.strangeFile(path)
        }
        records = try connection.query(
            "SELECT collection, id, seen FROM record_states ORDER BY collection, id LIMIT ?",
            Self.recordsMax + 1
        ) { row in
            let key = RecordKey(collection: try row.read(0), id: try row.read(1))
            return try Record(key: key, encoded: try row.read(2))
        }
        guard records.count <= Self.recordsMax else { throw Self.tooLong }
    }

    private static let tooLong = FieldErrors([
        FieldError(path: "file", expectation: "At most \(recordsMax) records are allowed.")
    ])
}

/// What an import brings, or would bring.
package struct ImportSummary: Hashable, Sendable {
    /// How many records of each collection, in the order of the catalog.
    package let counts: [Count]
    /// Fields about which people had not decided: what stood was taken.
    package let decidedCount: Int
    /// Records that were deleted, and stay behind.
    package let deletedCount: Int
    /// Records that stand here already, and stay as they are here.
    package let presentCount: Int
    /// Those among them that say something else here than there.
    package let differing: [RecordKey]
    /// Records that belong to one that was deleted or issued here, or is not here, and stay behind.
    package let orphanCount: Int
    /// Records that belong to the other book's server or to its decisions, and stay behind.
    package let leftCount: Int
    /// Whether the settings were brought: not where the book has its own.
    package let hasSettings: Bool

    /// How many records of a collection.
    package struct Count: Hashable, Sendable {
        /// The collection's name.
        package let collection: String
        /// How many.
        package let count: Int
    }
}
