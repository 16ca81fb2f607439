import Bytes
import Catalog
import PostgreSQL
package import Sync

/// What is shown of a book whose records an earlier release wrote, as this one knows it: that one
/// did not show, nor merge, what it did not know.
extension BookOffice {
    /// Shows the records anew that follow one, some of them, so that who works on the book comes in
    /// between; the answer is the last one, or nothing once all are shown.
    ///
    /// The version is raised by whoever begins: an earlier release that writes meanwhile lowers it
    /// again, and so makes that it is begun once more.
    package func showAnew(_ book: BookID, after last: RecordKey?) async throws -> RecordKey? {
        try await pool.transaction { connection in
            try walls.enter(book, on: connection)
            _ = try connection.head(of: book, isLocked: true)
            let records = try connection.states(
                after: last, countMax: limits.chunkRecords, in: book)
            try connection.projectAnew(records, in: book)
            if let callTextJoiner, records.contains(where: \.hasTextsApart) {
                try callTextJoiner(book, connection)
            }
            let isOver = records.count < limits.chunkRecords
            if last == nil { try connection.setShownVersion(of: book) }
            try connection.execute(
                """
                UPDATE book_heads SET is_being_shown = \(!isOver) WHERE book_id = \(book)
                """)
            return isOver ? nil : records.last?.key
        }
    }
}

extension ServerStore {
    /// Those of the books that follow one of which something may be shown as an earlier release
    /// knew it, so many at most.
    package func booksShownAsBefore(
        after last: BookID?, countMax: Int
    ) async throws -> [BookID] {
        try await pool.withConnection { connection in
            try connection.rows(
                """
                SELECT book_id FROM book_heads
                WHERE (shown_version < \(Catalog.shownVersionKept) OR is_being_shown)
                    AND (\(orNull: last) IS NULL OR book_id > \(orNull: last))
                ORDER BY book_id LIMIT \(countMax)
                """
            ) { (row) throws(PostgreSQLError) in try row.read(0) }
        }
    }
}

extension Connection {
    fileprivate func setShownVersion(of book: BookID) throws(PostgreSQLError) {
        try execute(
            """
            UPDATE book_heads SET shown_version = \(Catalog.shownVersionKept)
            WHERE book_id = \(book)
            """)
    }
}

extension Catalog {
    /// The version of what is shown as it is kept beside it.
    static var shownVersionKept: Int64 { Int64(shownVersion) }
}
