package import PostgreSQL
package import Sync

/// Which files a book has; their bytes are kept elsewhere.
package struct BookFiles: Sendable {
    private let pool: Pool

    /// Uses a pool whose database has been migrated.
    package init(pool: Pool) { self.pool = pool }

    /// Takes note of a file; one that the book has already stays as it is.
    package func note(_ file: BookFile, of book: BookID, at time: Timestamp) async throws {
        try await pool.transaction { connection in
            try connection.execute(
                """
                INSERT INTO files (book_id, file_hash, media_type, byte_count, kept_at)
                VALUES (\(book), \(file.hash), \(file.mediaType), \(Int64(file.byteCount)), \(time))
                ON CONFLICT (book_id, file_hash) DO NOTHING
                """)
        }
    }

    /// A file of a book; nothing when it has none of this hash.
    package func file(_ hash: [UInt8], of book: BookID) async throws -> BookFile? {
        try await pool.withConnection { connection in
            try connection.first(
                """
                SELECT media_type, byte_count FROM files
                WHERE book_id = \(book) AND file_hash = \(hash)
                """
            ) { (row) throws(PostgreSQLError) in
                BookFile(
                    hash: hash, mediaType: try row.read(0),
                    byteCount: Int(try row.read(1, as: Int64.self)))
            }
        }
    }
}

/// A file that a book has.
package struct BookFile: Hashable, Sendable {
    /// The SHA-256 of its bytes.
    package let hash: [UInt8]
    /// What it is, by its bytes.
    package let mediaType: String
    /// How long it is.
    package let byteCount: Int

    /// Names a file.
    package init(hash: [UInt8], mediaType: String, byteCount: Int) {
        self.hash = hash
        self.mediaType = mediaType
        self.byteCount = byteCount
    }
}
