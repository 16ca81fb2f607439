package import Logging
import Machine
import Mail
package import PostgreSQL
import ServerStore
import Sync

/// Sends what is due in the outbox.
///
/// 1. A mail is taken (`sending`, a higher fence, one more attempt) in a transaction of its own
///    before anything is sent, and only whoever holds the fence writes what became of it.
/// 2. A mail whose sender was lost becomes `uncertain`, never `queued`: it may have been sent.
/// 3. The end of a mail is not sent once the lease on it is over.
///
/// Any number of senders may run in any number of processes.
package struct MailSender: Sendable {
    let pool: Pool
    let transport: any MailTransport
    let policy: MailPolicy
    let clock: MailClock
    let log: Logger

    /// Sends over a transport.
    package init(
        pool: Pool, transport: any MailTransport, policy: MailPolicy = MailPolicy(),
        log: Logger = .silent, clock: MailClock = .database
    ) {
        self.pool = pool
        self.transport = transport
        self.policy = policy
        self.log = log
        self.clock = clock
    }

    /// Sends mails that are due, so many at most, and says what became of them.
    ///
    /// It ends early when the mail server cannot be used at all: the others wait for a next time.
    package func sendDue(limit: Int) async throws -> SendingReport {
        var report = SendingReport()
        try await settleLost()
        for book in try await booksWithDueMails(limit: limit) {
            while report.count < limit, !Task.isCancelled, let taken = try await take(from: book) {
                let outcome = await transport.carry(taken.mail)
                let fate = fate(of: taken, outcome)
                // A task of its own: what is known is written even when this one is cancelled.
                let state = try await Task { try await settle(taken, as: fate) }.value
                report.note(state)
                if case .notSent(let trouble) = outcome, trouble.concernsTheServer {
                    report.trouble = trouble.description
                    return report
                }
            }
        }
        return report
    }
}

/// What one round of sending did.
package struct SendingReport: Hashable, Sendable {
    /// How many mails came into which state; those that somebody else took over are not among
    /// them.
    package private(set) var states: [DeliveryState: Int] = [:]
    /// How many mails were taken from this sender while it had them.
    package private(set) var lostCount = 0
    /// Why the mail server cannot be used.
    package internal(set) var trouble: String?

    /// How many mails it had in its hands.
    package var count: Int { states.values.reduce(0, +) + lostCount }

    mutating func note(_ state: DeliveryState?) {
        guard let state else { return lostCount += 1 }
        states[state, default: 0] += 1
    }
}

extension SendTrouble {
    /// Whether the next mail would meet the same.
    var concernsTheServer: Bool {
        switch self {
        case .cannotConnect, .unknownHost, .tls, .loginRefused, .notServed: true
        case .silence, .brokenConnection, .tooLate, .other: false
        }
    }
}
