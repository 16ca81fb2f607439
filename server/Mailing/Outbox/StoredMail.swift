package import PostgreSQL
import ServerStore
import Sync

/// A mail as the outbox keeps it, for whoever operates the server.
package struct StoredMail: Sendable {
    /// The mail and its book.
    package let reference: MailReference
    /// What it is for.
    package let kind: String
    /// The id of what it is about.
    package let subject: String
    /// Which rule asked for it; empty when none did.
    package let rule: String
    /// Which time it is.
    package let occurrence: String
    /// Whom from.
    package let sender: String
    /// Whom to.
    package let recipient: String
    /// Where it is on its way.
    package let state: DeliveryState
    /// How often it was tried.
    package let attempts: Int
    /// How often nobody knew afterwards whether it was accepted.
    package let unknownCount: Int
    /// The mail server's last words, or our own about it.
    package let words: String?
    /// Whether its content is still there, so that it can be sent.
    package let hasContent: Bool
    /// When it was put into the outbox.
    package let queuedAt: Timestamp
    /// When it may be tried, or until when its sender has it.
    package let dueAt: Timestamp
    /// When it came into its state.
    package let changedAt: Timestamp
    /// When somebody first looked at what was sent.
    package let viewedAt: Timestamp?
}

extension StoredMail: RowReadable {
    /// Reads a row of the table.
    package init(row: borrowing Row) throws(PostgreSQLError) {
        let book: BookID = try row.read("book_id")
        reference = MailReference(book: book == .none ? nil : book, mail: try row.read("mail_id"))
        kind = try row.read("kind")
        subject = try row.read("subject_id")
        rule = try row.read("rule")
        occurrence = try row.read("occurrence")
        sender = try row.read("sender")
        recipient = try row.read("recipient")
        state = DeliveryState(stored: try row.read("state"))
        attempts = Int(try row.read("attempts", as: Int32.self))
        unknownCount = Int(try row.read("unknown_count", as: Int32.self))
        words = try row.read("words")
        hasContent = try row.read("has_content")
        queuedAt = try row.read("queued_at")
        dueAt = try row.read("due_at")
        changedAt = try row.read("changed_at")
        viewedAt = try row.read("viewed_at")
    }
}

extension Outbox {
    /// The newest mails first, in a state, of a kind or to an address if one is named.
    package func mails(
        in state: DeliveryState? = nil, of kind: String? = nil, to recipient: String? = nil,
        countMax: Int = 50
    ) async throws -> [StoredMail] {
        let states = (state.map { [$0] } ?? DeliveryState.allCases).map(\.rawValue)
        let address = recipient?.lowercased()
        return try await pool.withConnection { connection in
            try connection.rows(
                """
                SELECT *, content IS NOT NULL AS has_content FROM mails
                WHERE state = ANY(\(states)) AND (\(orNull: kind) IS NULL OR kind = \(orNull: kind))
                    AND (\(orNull: address) IS NULL OR recipient = \(orNull: address))
                ORDER BY mail_id DESC LIMIT \(countMax)
                """)
        }
    }

    /// One mail, by its id alone.
    package func mail(_ id: MailID) async throws -> StoredMail {
        let found: [StoredMail] = try await pool.withConnection { connection in
            try connection.rows(
                """
                SELECT *, content IS NOT NULL AS has_content FROM mails WHERE mail_id = \(id)
                """)
        }
        guard let mail = found.first else { throw MailingError.noSuchMail(id) }
        return mail
    }
}
