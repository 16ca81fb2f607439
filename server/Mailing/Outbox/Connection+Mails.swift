import Bytes
package import Crypto
package import Mail
package import PostgreSQL
import ServerJobs
import ServerStore
import Sync

/// Whether a mail was put into the outbox, or had been there.
package enum Enqueued: Hashable, Sendable {
    /// It waits for its turn.
    case queued(MailID)
    /// A mail of the same key is there already, in this state.
    case known(MailID, DeliveryState)
}

extension Connection {
    /// Puts a mail into the outbox, in the caller's transaction: with it, or not at all.
    ///
    /// A job to send it is left beside it. A mail of the same key makes no second one. The content
    /// is asked for once the mail's id is known, and stays the same however often it is tried; at
    /// rest it is sealed, for it may hold a one-time link.
    package func enqueue(
        _ key: MailKey, from sender: MailAddress, sealedBy keeper: SecretKeeper,
        at time: Timestamp, dueAt due: Timestamp? = nil, content: (MessageID) throws -> Message
    ) throws -> Enqueued {
        guard key.isStorable else { throw MailingError.keyRefused }
        if let known = try known(key) { return known }
        var random = try SecureGenerator()
        let mail = MailID.timeOrdered(
            milliseconds: UInt64(clamping: time.microseconds / 1_000), using: &random)
        let reference = MailReference(book: key.book, mail: mail)
        let message = try content(reference.messageID(at: sender.domain))
        guard MailTopic(kind: key.kind) == nil || message.unsubscription != nil else {
            throw MailingError.noWayOut
        }
        let bytes = try keeper.seal(
            message.bytes(), for: SealedColumn.mail.purpose, of: mail.bytes)
        let added = try execute(
            """
            INSERT INTO mails (book_id, mail_id, kind, subject_id, rule, occurrence, recipient,
                sender, state, due_at, content, queued_at, changed_at)
            VALUES (\(key.storedBook), \(mail), \(key.kind), \(key.subject), \(key.rule),
                \(key.occurrence), \(key.storedRecipient), \(sender.text), 'queued',
                \(due ?? time), \(bytes), \(time), \(time))
            ON CONFLICT (book_id, kind, subject_id, rule, occurrence, recipient) DO NOTHING
            """)
        if added == 0, let known = try known(key) { return known }
        try enqueue(MailRound())
        return .queued(mail)
    }

    private func known(_ key: MailKey) throws(PostgreSQLError) -> Enqueued? {
        try first(
            """
            SELECT mail_id, state FROM mails
            WHERE book_id = \(key.storedBook) AND kind = \(key.kind)
                AND subject_id = \(key.subject) AND rule = \(key.rule)
                AND occurrence = \(key.occurrence) AND recipient = \(key.storedRecipient)
            """
        ) { (row) throws(PostgreSQLError) in
            Enqueued.known(try row.read(0), DeliveryState(stored: try row.read(1)))
        }
    }
}

extension DeliveryState {
    /// The table's check lets no other word in.
    init(stored: String) {
        guard let state = DeliveryState(rawValue: stored) else {
            preconditionFailure("the column holds no other words")
        }
        self = state
    }
}

extension MailKey {
    /// Whether the table takes it.
    fileprivate var isStorable: Bool {
        (1...60).contains(kind.unicodeScalars.count)
            && (1...100).contains(subject.unicodeScalars.count)
            && rule.unicodeScalars.count <= 100 && occurrence.unicodeScalars.count <= 100
            && [kind, subject, rule, occurrence].allSatisfy { !$0.utf8.contains(0) }
    }
}
