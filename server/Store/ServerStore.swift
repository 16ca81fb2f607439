import Bytes
import Catalog
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
    let walls = BookWalls()

    /// Uses a pool whose database has been migrated.
    package init(pool: Pool) { self.pool = pool }

    /// Makes an empty book.
    package func createBook(named name: String, at time: Timestamp) async throws -> BookID {
        let book = try Self.mintBook(at: time)
        try await pool.withConnection { connection in
            try connection.createBook(book, named: name, at: time)
        }
        return book
    }

    /// An id for a book that is about to be made.
    package static func mintBook(at time: Timestamp) throws -> BookID {
        var random = try SecureGenerator()
        return .timeOrdered(
            milliseconds: UInt64(clamping: time.microseconds / 1_000), using: &random)
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

extension Connection {
    /// Makes an empty book in the caller's transaction, or one that comes up from a device.
    package func createBook(
        _ book: BookID, named name: String, comingFrom device: DeviceID? = nil, at time: Timestamp
    ) throws(PostgreSQLError) {
        try execute(
            "INSERT INTO books (book_id, name, created_at) VALUES (\(book), \(name), \(time))")
        try execute(
            """
            INSERT INTO book_heads (book_id, attaching, shown_version)
            VALUES (\(book), \(orNull: device), \(Catalog.shownVersionKept))
            """)
    }
}
