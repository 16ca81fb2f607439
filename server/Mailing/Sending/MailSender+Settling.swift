import Logging
import Machine
import Mail
import PostgreSQL
import ServerStore
import Sync

/// What is written about a mail that was carried.
struct MailFate: Sendable {
    let state: DeliveryState
    let dueAt: Timestamp
    let words: String
}

extension MailSender {
    /// The words about a mail that its recipient does not want.
    package static let suppressedWords = "not sent: the recipient wants no reminders"

    /// What becomes of a mail that its recipient does not want.
    func suppressedFate(of taken: TakenMail) -> MailFate {
        MailFate(state: .failed, dueAt: taken.now, words: Self.suppressedWords)
    }

    /// What an outcome means for a mail.
    func fate(of taken: TakenMail, _ outcome: SendOutcome) -> MailFate {
        let time = taken.now
        switch outcome {
        case .accepted(let words):
            return MailFate(state: .sent, dueAt: time, words: words.description)
        case .refused(let words):
            return MailFate(state: .failed, dueAt: time, words: words.description)
        case .uncertain(let trouble):
            let due = time.advanced(by: policy.resendWait ?? .zero)
            return MailFate(state: .uncertain, dueAt: due, words: trouble.description)
        case .refusedForNow(let words): return again(taken, words.description, time)
        case .notSent(let trouble): return again(taken, trouble.description, time)
        }
    }

    /// Another attempt after a while, unless there were attempts for too long.
    private func again(_ taken: TakenMail, _ words: String, _ time: Timestamp) -> MailFate {
        guard time < taken.queuedAt.advanced(by: policy.giveUpAfter) else {
            return MailFate(state: .failed, dueAt: time, words: "given up: \(words)")
        }
        var random = SystemRandom()
        let wait = Backoff(first: policy.firstWait, longest: policy.longestWait)
            .delay(afterFailures: taken.attempts, using: &random)
        return MailFate(state: .queued, dueAt: time.advanced(by: wait), words: words)
    }

    /// Writes what became of a mail, if it is still this sender's; says the state, or nil when
    /// somebody else has it.
    ///
    /// While the database is away it is tried again for as long as the lease lasts: what is known
    /// now is not known to anybody later.
    func settle(_ taken: TakenMail, as fate: MailFate) async throws -> DeliveryState? {
        let backoff = Backoff(first: .milliseconds(100), longest: .seconds(5))
        var failures = 0
        while true {
            do {
                return try await write(fate, of: taken) ? fate.state : nil
            } catch let error as PostgreSQLError where error.mayHavePassed {
                guard ContinuousClock.now < taken.deadline else { throw error }
                failures += 1
                try await backoff.wait(afterFailures: failures)
            }
        }
    }

    /// Writing the same again is recognised by the fence and the state.
    private func write(_ fate: MailFate, of taken: TakenMail) async throws -> Bool {
        let time = taken.now
        let needsContent = fate.state == .queued || fate.state == .uncertain
        let reference = taken.reference
        let words = fate.words.storable(scalarsMax: 500)
        let isUnknown = fate.state == .uncertain
        return try await pool.withConnection { connection in
            try connection.execute(
                """
                UPDATE mails SET state = \(fate.state.rawValue), due_at = \(fate.dueAt),
                    words = \(words), changed_at = \(time),
                    unknown_count = unknown_count
                        + CASE WHEN state = 'sending' AND \(isUnknown) THEN 1 ELSE 0 END,
                    content = CASE WHEN \(needsContent) THEN content END
                WHERE book_id = \(reference.storedBook) AND mail_id = \(reference.mail)
                    AND fence = \(taken.fence) AND state IN ('sending', \(fate.state.rawValue))
                """) == 1
        }
    }
}

extension PostgreSQLError {
    /// Whether the same may succeed a little later.
    fileprivate var mayHavePassed: Bool {
        switch self {
        case .outcomeUnknown, .poolExhausted: true
        default: isUnavailable || isSerializationFailure || isDeadlock || isLockTimeout
        }
    }
}
