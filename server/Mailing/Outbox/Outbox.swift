package import PostgreSQL
import ServerStore
package import Sync

/// What is known of the mails, and what is decided about them afterwards.
package struct Outbox: Sendable {
    private static let listMax = 1_000
    let pool: Pool

    /// Uses a pool whose database has been migrated.
    package init(pool: Pool) { self.pool = pool }

    /// The mails about one subject, the oldest first.
    package func deliveries(of subject: String, in book: BookID?) async throws -> [Delivery] {
        let book = book ?? .none
        return try await pool.withConnection { connection in
            try connection.rows(
                """
                SELECT mail_id, recipient, state, attempts, words, changed_at,
                    viewed_at IS NOT NULL
                FROM mails WHERE book_id = \(book) AND subject_id = \(subject)
                ORDER BY mail_id LIMIT \(Self.listMax)
                """
            ) { (row) throws(PostgreSQLError) in
                Delivery(
                    mail: try row.read(0), recipient: try row.read(1),
                    state: DeliveryState(stored: try row.read(2)),
                    attempts: Int(try row.read(3, as: Int32.self)), words: try row.read(4),
                    changedAt: try row.read(5, as: Timestamp.self).microseconds,
                    isViewed: try row.read(6))
            }
        }
    }

    /// Takes note that somebody looked at what was sent; false when it was not sent.
    @discardableResult
    package func markViewed(_ reference: MailReference, at time: Timestamp) async throws -> Bool {
        try await change(
            """
            UPDATE mails SET viewed_at = coalesce(viewed_at, \(time))
            WHERE book_id = \(reference.storedBook) AND mail_id = \(reference.mail)
                AND state = 'sent'
            """)
    }

    /// Takes note that a mail came back; false when it was never sent, or to somebody else.
    @discardableResult
    package func markBounced(
        _ reference: MailReference, recipient: String?, words: String, at time: Timestamp
    ) async throws -> Bool {
        let words = words.storable(scalarsMax: 500)
        let address = recipient?.lowercased() ?? ""
        return try await change(
            """
            UPDATE mails SET state = 'bounced', words = \(words), changed_at = \(time),
                content = NULL
            WHERE book_id = \(reference.storedBook) AND mail_id = \(reference.mail)
                AND state IN ('sending', 'sent', 'uncertain')
                AND (\(recipient == nil) OR recipient = \(address))
            """)
    }

    private func change(_ query: Query) async throws -> Bool {
        try await pool.withConnection { connection in try connection.execute(query) == 1 }
    }
}
