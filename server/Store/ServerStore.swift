import Bytes
import Crypto
package import PostgreSQL
package import Sync

/// The books of a team: log, state and what is shown, in PostgreSQL.
///
/// Invariants:
/// 1. Whoever appends to a book's log locks its row first; positions have no gaps.
/// 2. Log, state and projection change in one transaction, or not at all.
/// 3. Every statement names its book.
package struct ServerStore: Sendable {
    let pool: Pool

    /// Uses a pool whose database has been migrated.
    package init(pool: Pool) { self.pool = pool }

    /// Makes an empty book.
    package func createBook(named name: String, at time: Timestamp) async throws -> BookID {
        var random = try SecureGenerator()
        let book = BookID.timeOrdered(
            milliseconds: UInt64(clamping: time.microseconds / 1_000), using: &random)
        _ = try await pool.withConnection { connection in
            try connection.execute(
                "INSERT INTO books (book_id, name, created_at) VALUES (\(book), \(name), \(time))")
        }
        return book
    }

    /// Every book, in the order in which they were made.
    package func books() async throws -> [(book: BookID, name: String)] {
        try await pool.withConnection { connection in
            try connection.rows("SELECT book_id, name FROM books ORDER BY book_id") {
                (row) throws(PostgreSQLError) in
                (book: try row.read(0), name: try row.read(1))
            }
        }
    }
}
