package import Bytes
import Crypto
package import Mail
package import PostgreSQL
import ServerStore
package import Sync

/// The subject of a suppression's id; it has no values.
package enum SuppressionSubject {}

/// The id of one suppression.
package typealias SuppressionID = Identifier<SuppressionSubject>

/// That an address gets no more of a book's mails of a topic.
package struct Suppression: Hashable, Sendable {
    /// Who said so.
    package enum Origin: String, Hashable, Sendable, CaseIterable {
        /// The recipient, on the page that the mail leads to.
        case page
        /// The recipient, with the button of their mail program.
        case mailProgram = "mail_program"
        /// Somebody of the book, for the recipient.
        case book
    }

    /// Its id.
    package let id: SuppressionID
    /// Which mails.
    package let topic: MailTopic
    /// To whom, in lower case.
    package let address: String
    /// Who said so.
    package let origin: Origin
    /// Since when.
    package let since: Timestamp
}

/// Who wants no more of which mails. `MailSender` asks it of each mail of a topic, at the moment at
/// which it would be sent.
package struct Suppressions: Sendable {
    private let pool: Pool

    /// Uses a pool whose database has been migrated.
    package init(pool: Pool) { self.pool = pool }

    /// Sends an address no more; said twice it is the same, and stays what was said first.
    @discardableResult
    package func add(
        _ address: MailAddress, _ topic: MailTopic = .reminders, of book: BookID,
        origin: Suppression.Origin, at time: Timestamp
    ) async throws -> Suppression {
        var random = try SecureGenerator()
        let id = SuppressionID.timeOrdered(
            milliseconds: UInt64(clamping: time.microseconds / 1_000), using: &random)
        let text = address.text.lowercased()
        return try await pool.transaction { connection in
            try connection.execute(
                """
                INSERT INTO suppressions (book_id, suppression_id, topic, address, origin,
                    created_at)
                VALUES (\(book), \(id), \(topic.rawValue), \(text), \(origin.rawValue), \(time))
                ON CONFLICT (book_id, address, topic) DO NOTHING
                """)
            let found: Suppression? = try connection.first(
                """
                SELECT suppression_id, topic, address, origin, created_at FROM suppressions
                WHERE book_id = \(book) AND address = \(text) AND topic = \(topic.rawValue)
                """
            ) { (row) throws(PostgreSQLError) in try Suppression(row: row) }
            // Taken back by somebody else in the same moment: it was there, and is gone.
            return found
                ?? Suppression(id: id, topic: topic, address: text, origin: origin, since: time)
        }
    }

    /// Sends an address its mails again; done twice it is the same.
    package func lift(
        _ address: MailAddress, _ topic: MailTopic = .reminders, of book: BookID
    ) async throws {
        let text = address.text.lowercased()
        try await pool.transaction { connection in
            try connection.execute(
                """
                DELETE FROM suppressions WHERE book_id = \(book) AND address = \(text)
                    AND topic = \(topic.rawValue)
                """)
        }
    }

    /// Takes one back; false when there is no such one in the book.
    package func lift(_ id: SuppressionID, of book: BookID) async throws -> Bool {
        try await pool.transaction { connection in
            try connection.execute(
                """
                DELETE FROM suppressions WHERE book_id = \(book) AND suppression_id = \(id)
                """) == 1
        }
    }

    /// Those of a book, the oldest first.
    package func list(
        of book: BookID, after last: SuppressionID? = nil, countMax: Int
    ) async throws -> [Suppression] {
        try await pool.withConnection { connection in
            try connection.rows(
                """
                SELECT suppression_id, topic, address, origin, created_at FROM suppressions
                WHERE book_id = \(book)
                    AND (\(orNull: last) IS NULL OR suppression_id > \(orNull: last))
                ORDER BY suppression_id LIMIT \(countMax)
                """
            ) { (row) throws(PostgreSQLError) in try Suppression(row: row) }
        }
    }
}

extension Suppression {
    /// The table's checks let no other words in.
    fileprivate init(row: borrowing Row) throws(PostgreSQLError) {
        guard let topic = MailTopic(rawValue: try row.read(1)),
            let origin = Origin(rawValue: try row.read(3))
        else { preconditionFailure("the columns hold no other words") }
        self.init(
            id: try row.read(0), topic: topic, address: try row.read(2), origin: origin,
            since: try row.read(4))
    }
}
