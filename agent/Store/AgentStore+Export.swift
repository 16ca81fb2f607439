import Bytes
import Catalog
import SQLite
package import Sync

extension AgentStore {
    /// A part of a book that is written out: whole lines, and where the next one begins.
    package struct ExportPage: Sendable {
        /// The lines.
        package let lines: [UInt8]
        /// The last record of the page; `nil` where nothing is left.
        package let last: RecordKey?
        /// What the book was when the page was read: as long as this is the same, pages fit.
        package let edition: Int64
    }

    /// The book as it is seen, written out canonically, after a record.
    package func export(after key: RecordKey?, countMax: Int) async throws -> ExportPage {
        try await database.read { connection in
            let (collection, id) = (key?.collection ?? 0, key?.id.bytes ?? [])
            let records: [Record] = try connection.query(
                """
                SELECT collection, id, seen FROM record_states WHERE (collection, id) > (?, ?)
                ORDER BY collection, id LIMIT ?
                """, collection, id, countMax
            ) { row in
                let key = RecordKey(collection: try row.read(0), id: try row.read(1))
                return try Record(key: key, encoded: try row.read(2))
            }
            let lines = records.filter { !$0.registers.isEmpty }.flatMap { $0.exportLine.utf8 }
            return ExportPage(
                lines: lines, last: records.count < countMax ? nil : records.last?.key,
                edition: try connection.copyStep())
        }
    }
}
