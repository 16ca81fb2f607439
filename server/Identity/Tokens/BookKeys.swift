import Bytes
import Crypto
package import PostgreSQL
package import ServerStore
package import Sync

/// The keys under which a book seals the links that its mails hold: one a book, made when the first
/// is needed, sealed at rest, the same for ever.
package struct BookKeys: Sendable {
    private static let byteCount = 32

    let keeper: SecretKeeper

    /// The key of a book; made now, in the caller's transaction, if there is none.
    package func key(of book: BookID, in connection: isolated Connection) throws -> [UInt8] {
        if let key = try present(of: book, in: connection) { return key }
        let fresh = try SecureRandom.bytes(Self.byteCount)
        let sealed = try keeper.seal(fresh, for: SealedColumn.bookKey.purpose, of: book.bytes)
        try connection.execute(
            """
            INSERT INTO book_keys (book_id, key_sealed) VALUES (\(book), \(sealed))
            ON CONFLICT (book_id) DO NOTHING
            """)
        // Somebody else's may have come first.
        return try present(of: book, in: connection) ?? fresh
    }

    /// The key of a book; nil while no link was ever made for it.
    package func present(of book: BookID, in connection: isolated Connection) throws -> [UInt8]? {
        let sealed: [UInt8]? = try connection.first(
            "SELECT key_sealed FROM book_keys WHERE book_id = \(book)"
        ) { (row) throws(PostgreSQLError) in try row.read(0) }
        return try sealed.map {
            try keeper.open($0, for: SealedColumn.bookKey.purpose, of: book.bytes)
        }
    }
}

extension Reception {
    /// The keys of the links that books send out.
    package var bookKeys: BookKeys { BookKeys(keeper: keeper) }
}

extension SealedColumn {
    /// The keys of the links that books send out.
    package static let bookKey = SealedColumn(
        table: "book_keys", column: "key_sealed", owner: "book_id", purpose: "book-links",
        isOfBook: true)
}
