import Bytes
import Crypto
import Logging
import Mail
import PostgreSQL
import ServerStore
import Sync

/// A mail that this sender has taken.
struct TakenMail: Sendable {
    let reference: MailReference
    let envelope: Envelope
    /// The content as it lies in the outbox.
    let sealed: [UInt8]
    let deadline: ContinuousClock.Instant
    let fence: Int64
    let attempts: Int
    let queuedAt: Timestamp
    /// Whether its recipient wants no more of such mails.
    let isSuppressed: Bool
    /// When it was taken, by the outbox's clock and by this process's.
    let takenAt: Timestamp
    let start: ContinuousClock.Instant

    /// The present moment by the outbox's clock.
    var now: Timestamp { takenAt.advanced(by: ContinuousClock.now - start) }

    /// The mail as it is carried.
    func opened(by keeper: SecretKeeper) throws -> CarriedMail {
        CarriedMail(
            reference: reference, envelope: envelope,
            bytes: try keeper.open(
                sealed, for: SealedColumn.mail.purpose, of: reference.mail.bytes),
            deadline: deadline)
    }
}

extension MailSender {
    /// Which books have something to send now, those that wait longest first.
    func booksWithDueMails(limit: Int) async throws -> [BookID] {
        let resends = policy.uncertainty != .hold
        return try await pool.withConnection { connection in
            let time = try connection.time(by: clock)
            return try connection.rows(
                """
                SELECT book_id FROM (
                    SELECT book_id, due_at FROM mails
                    WHERE state IN ('queued', 'sending', 'uncertain') AND due_at <= \(time)
                        AND (state = 'queued'
                            OR (state = 'uncertain' AND \(resends)
                                AND unknown_count < \(policy.uncertainAttemptsMax)))
                    ORDER BY due_at LIMIT \(limit)
                ) AS due GROUP BY book_id ORDER BY min(due_at)
                """
            ) { (row) throws(PostgreSQLError) in try row.read(0) }
        }
    }

    /// Takes the mail of a book that waits longest; nil when none is due.
    func take(from book: BookID) async throws -> TakenMail? {
        let resends = policy.uncertainty != .hold
        return try await pool.withConnection { connection in
            // Read before the row says so, so that this sender gives up first.
            let start = ContinuousClock.now
            let time = try connection.time(by: clock)
            let lease = time.advanced(by: policy.lease)
            return try connection.first(
                """
                UPDATE mails SET state = 'sending', fence = fence + 1, attempts = attempts + 1,
                    due_at = \(lease), changed_at = \(time)
                WHERE book_id = \(book) AND mail_id = (
                    SELECT mail_id FROM mails
                    WHERE book_id = \(book) AND state IN ('queued', 'sending', 'uncertain')
                        AND due_at <= \(time)
                        AND (state = 'queued'
                            OR (state = 'uncertain' AND \(resends)
                                AND unknown_count < \(policy.uncertainAttemptsMax)))
                    ORDER BY due_at, mail_id LIMIT 1 FOR UPDATE SKIP LOCKED)
                RETURNING mail_id, fence, attempts, sender, recipient, content, queued_at, kind,
                    EXISTS (SELECT FROM suppressions WHERE book_id = \(book)
                        AND address = mails.recipient AND topic = 'reminders')
                """
            ) { (row) throws(PostgreSQLError) in
                let topic = MailTopic(kind: try row.read(7))
                let isUnwanted: Bool = try row.read(8)
                return TakenMail(
                    reference: MailReference(
                        book: book == .none ? nil : book, mail: try row.read(0)),
                    envelope: try Envelope(
                        storedSender: try row.read(3), storedRecipient: try row.read(4)),
                    sealed: try row.read(5), deadline: start.advanced(by: policy.lease),
                    fence: try row.read(1), attempts: Int(try row.read(2, as: Int32.self)),
                    queuedAt: try row.read(6),
                    isSuppressed: topic == .reminders && isUnwanted,
                    takenAt: time, start: start)
            }
        }
    }

    /// Mails whose sender did not come back in time: nobody knows whether they were sent.
    func settleLost() async throws {
        let count = try await pool.withConnection { connection in
            let time = try connection.time(by: clock)
            let books: [BookID] = try connection.rows(
                """
                SELECT DISTINCT book_id FROM mails
                WHERE state IN ('queued', 'sending', 'uncertain') AND due_at <= \(time)
                    AND state = 'sending'
                """
            ) { (row) throws(PostgreSQLError) in try row.read(0) }
            let due = time.advanced(by: policy.resendWait ?? .zero)
            var count = 0
            for book in books { count += try connection.loseMails(of: book, at: time, dueAt: due) }
            return count
        }
        if count > 0 {
            log.warning("senders were lost while they had mails", .integer("mails", count))
        }
    }
}

extension Connection {
    fileprivate func loseMails(
        of book: BookID, at time: Timestamp, dueAt due: Timestamp
    ) throws(PostgreSQLError) -> Int {
        try execute(
            """
            UPDATE mails SET state = 'uncertain', fence = fence + 1, due_at = \(due),
                changed_at = \(time), words = 'the sender was lost while it had the mail',
                unknown_count = unknown_count + 1
            WHERE book_id = \(book) AND state = 'sending' AND due_at <= \(time)
            """)
    }
}

extension MailPolicy {
    /// How long an uncertain mail waits; nil when it waits for a person.
    var resendWait: Duration? {
        if case .resend(let after) = uncertainty { after } else { nil }
    }
}

extension Envelope {
    /// Both addresses were checked when they were stored.
    fileprivate init(
        storedSender: String, storedRecipient: String
    ) throws(PostgreSQLError) {
        do throws(MailError) {
            self.init(
                sender: try MailAddress(storedSender), recipient: try MailAddress(storedRecipient))
        } catch {
            throw .unreadable(column: "recipient", wanted: "an address", found: "something else")
        }
    }
}

extension Timestamp {
    /// So much later.
    func advanced(by duration: Duration) -> Timestamp {
        Timestamp(microseconds: microseconds + Int64(duration / .microseconds(1)))
    }
}
