import Mail
package import PostgreSQL
import ServerStore
package import Sync

/// A link to unsubscribe, as whoever opened it sees it.
package struct UnsubscribeOffer: Hashable, Sendable {
    /// What the link says.
    package let token: UnsubscribeToken
    /// What the book is called.
    package let bookName: String
    /// Whether the mails are stopped already.
    package let isSuppressed: Bool
}

/// Makes and reads the links by which somebody gets no more of a book's mails.
package struct UnsubscribeLinks: Sendable {
    /// Where the links lead, below the server's address.
    package static let path = "/unsubscribe"

    private let pool: Pool
    private let address: String
    private let readKey: ReadKey

    /// Reads a book's key; nil while there is none.
    package typealias ReadKey =
        @Sendable (BookID, isolated Connection) throws -> [UInt8]?

    /// Makes links to a server, reading keys in a way.
    package init(pool: Pool, address: String, readKey: @escaping ReadKey) {
        self.pool = pool
        self.address = address
        self.readKey = readKey
    }

    /// The link of a token.
    package func link(_ token: UnsubscribeToken, sealedBy key: [UInt8]) throws -> String {
        "\(address)\(Self.path)/\(try token.text(sealedBy: key))"
    }

    /// What a link's text offers; nil when nobody of this server has made it.
    package func offer(_ text: String) async throws -> UnsubscribeOffer? {
        guard let book = UnsubscribeToken.book(of: text) else { return nil }
        return try await pool.withConnection { connection in
            guard let key = try readKey(book, connection),
                let token = UnsubscribeToken(text, openedBy: key)
            else { return nil }
            let address = token.address.text.lowercased()
            let found: (String, Bool)? = try connection.first(
                """
                SELECT name, EXISTS (SELECT FROM suppressions WHERE book_id = \(book)
                    AND address = \(address) AND topic = \(token.topic.rawValue))
                FROM books WHERE book_id = \(book)
                """
            ) { (row) throws(PostgreSQLError) in (try row.read(0), try row.read(1)) }
            return found.map { name, isSuppressed in
                UnsubscribeOffer(token: token, bookName: name, isSuppressed: isSuppressed)
            }
        }
    }
}
