package import Mail
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

/// Where the keys are that a book's links are sealed under: one a book, the same for ever.
package protocol LinkKeys: Sendable {
    /// The key of a book; nil while no link was ever made for it.
    func present(of book: BookID, in connection: isolated Connection) throws -> [UInt8]?
    /// The key of a book; made now, in the caller's transaction, if there is none.
    func key(of book: BookID, in connection: isolated Connection) throws -> [UInt8]
}

/// Makes and reads the links by which somebody gets no more of a book's mails.
package struct UnsubscribeLinks: Sendable {
    /// Where the links lead, below the server's address.
    package static let path = "/unsubscribe"

    private let pool: Pool
    private let address: String
    private let keys: any LinkKeys

    /// Makes links to a server of an address.
    package init(pool: Pool, address: String, keys: any LinkKeys) {
        self.pool = pool
        self.address = address
        self.keys = keys
    }

    /// The link that a book's mails of a topic to an address hold, in the caller's transaction.
    package func link(
        to recipient: MailAddress, _ topic: MailTopic = .reminders, of book: BookID,
        in connection: isolated Connection
    ) throws -> String {
        let token = UnsubscribeToken(book: book, topic: topic, address: recipient)
        let text = try token.text(sealedBy: try keys.key(of: book, in: connection))
        return "\(address)\(Self.path)/\(text)"
    }

    /// What a link's text offers; nil when nobody of this server has made it.
    package func offer(_ text: String) async throws -> UnsubscribeOffer? {
        guard let book = UnsubscribeToken.book(of: text) else { return nil }
        return try await pool.withConnection { connection in
            guard let key = try keys.present(of: book, in: connection),
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
