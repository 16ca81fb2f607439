import Bytes
import Catalog
import PostgreSQL
package import Sync

/// What is shown of a book whose records an earlier release wrote, as this one knows it: that one
/// did not show, nor find, what it did not know.
extension ServerStore {
    /// So many records are shown at once.
    private static let recordsMax = 1_000

    /// Those of the books that follow one of which something may be shown as an earlier release
    /// knew it, so many at most.
    package func booksShownAsBefore(
        after last: BookID?, countMax: Int
    ) async throws -> [BookID] {
        try await pool.withConnection { connection in
            try connection.rows(
                """
                SELECT book_id FROM book_heads
                WHERE shown_version < \(Catalog.shownVersion)
                    AND (\(orNull: last) IS NULL OR book_id > \(orNull: last))
                ORDER BY book_id LIMIT \(countMax)
                """
            ) { (row) throws(PostgreSQLError) in try row.read(0) }
        }
    }

    /// Shows a book's records anew, some at once: who works on the book comes in between.
    package func showAnew(_ book: BookID) async throws {
        var last = RecordKey?.none
        repeat {
            try Task.checkCancellation()
            last = try await showAnew(book, after: last)
        } while last != nil
    }

    /// Shows some of them; the answer is the last one, or nothing once all are shown.
    private func showAnew(_ book: BookID, after last: RecordKey?) async throws -> RecordKey? {
        try await pool.transaction { connection in
            try walls.enter(book, on: connection)
            _ = try connection.head(of: book, isLocked: true)
            let records = try connection.states(
                after: last, countMax: Self.recordsMax, in: book)
            try connection.projectAnew(records, in: book)
            if records.count == Self.recordsMax { return records.last?.key }
            try connection.execute(
                """
                UPDATE book_heads SET shown_version = \(Catalog.shownVersion)
                WHERE book_id = \(book)
                """)
            return nil
        }
    }
}

extension Catalog {
    /// The version as it is kept beside what is shown.
    static var shownVersion: Int64 { Int64(schemaVersion) }
}
