package import PostgreSQL
import ServerJobs

/// What a person decides about a mail that does not come to its end by itself.
package enum MailDecision: Hashable, Sendable {
    /// Send it again, with the same message id.
    case resend
    /// Take it for sent.
    case takeAsSent
    /// Send it no more.
    case giveUp

    /// The states in which this can be decided.
    package var states: [DeliveryState] {
        switch self {
        case .resend, .takeAsSent: [.uncertain]
        case .giveUp: [.queued, .uncertain]
        }
    }

    fileprivate var state: DeliveryState {
        switch self {
        case .resend: .queued
        case .takeAsSent: .sent
        case .giveUp: .failed
        }
    }

    /// What is told of the mail from then on; nothing where the server's own words go on.
    fileprivate var words: String? { self == .giveUp ? "given up by a person" : nil }
}

extension Outbox {
    /// Does with a mail what a person decided. What is sent again is so at once, and counts as if
    /// its fate had never been unknown.
    package func decide(
        _ decision: MailDecision, about reference: MailReference, at time: Timestamp
    ) async throws {
        let states = decision.states.map(\.rawValue)
        let isKept = decision == .resend
        try await pool.transaction { connection in
            let count = try connection.execute(
                """
                UPDATE mails SET state = \(decision.state.rawValue), due_at = \(time),
                    changed_at = \(time), unknown_count = 0, fence = fence + 1,
                    words = coalesce(\(orNull: decision.words), words),
                    content = CASE WHEN \(isKept) THEN content END
                WHERE book_id = \(reference.storedBook) AND mail_id = \(reference.mail)
                    AND state = ANY(\(states))
                """)
            guard count == 1 else {
                throw MailingError.undecidable(reference.mail, allowed: decision.states)
            }
            if isKept { try connection.enqueue(MailRound()) }
        }
    }

    /// The present moment by the clock that the outbox goes by.
    package func now() async throws -> Timestamp {
        try await pool.withConnection { try $0.time(by: .database) }
    }
}
