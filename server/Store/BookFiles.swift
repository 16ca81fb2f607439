import Bytes
package import PostgreSQL
package import Sync

/// Which files a book has; their bytes are kept elsewhere.
package struct BookFiles: Sendable {
    private let pool: Pool
    private let bytesMax: Int64

    /// Uses a pool whose database has been migrated.
    ///
    /// - Parameter bytesMax: how much room the files of one book have together.
    package init(pool: Pool, bytesMax: Int = .max) {
        self.pool = pool
        self.bytesMax = Int64(bytesMax)
    }

    /// How much room is left in a book; none where there are more files than it has room for.
    package func bytesLeft(in book: BookID) async throws -> Int {
        let (pool, bytesMax) = (pool, bytesMax)
        return try await pool.withConnection { connection in
            Int(max(0, bytesMax - (try connection.byteCount(ofFilesIn: book))))
        }
    }

    /// Takes note of a file; one that the book has already stays as it is. False when there is no
    /// room for it.
    package func note(_ file: BookFile, of book: BookID, at time: Timestamp) async throws -> Bool {
        let bytesMax = bytesMax
        return try await pool.transaction { connection in
            // Of two files for the last room one comes after the other.
            try connection.execute(
                "SELECT pg_advisory_xact_lock(hashtextextended(\("files " + book.text), 0))")
            let isThere: Bool = try connection.value(
                """
                SELECT EXISTS (SELECT FROM files
                    WHERE book_id = \(book) AND file_hash = \(file.hash))
                """)
            let used = try connection.byteCount(ofFilesIn: book)
            guard isThere || bytesMax - used >= Int64(file.byteCount) else { return false }
            try connection.execute(
                """
                INSERT INTO files (book_id, file_hash, media_type, byte_count, kept_at)
                VALUES (\(book), \(file.hash), \(file.mediaType), \(Int64(file.byteCount)), \(time))
                ON CONFLICT (book_id, file_hash) DO NOTHING
                """)
            return true
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

extension Connection {
    fileprivate func byteCount(ofFilesIn book: BookID) throws(PostgreSQLError) -> Int64 {
        try value(
            """
            SELECT coalesce(sum(byte_count), 0)::bigint FROM files WHERE book_id = \(book)
            """)
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
