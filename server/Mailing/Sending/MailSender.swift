package import Crypto
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
/// 4. A mail of a topic is not sent to who wants no more of it, whatever it was queued for.
///
/// Any number of senders may run in any number of processes.
package struct MailSender: Sendable {
    let pool: Pool
    let transport: any MailTransport
    let keeper: SecretKeeper
    let policy: MailPolicy
    let clock: MailClock
    let metrics: MailMetrics?
    let log: Logger

    /// Sends over a transport.
    package init(
        pool: Pool, transport: any MailTransport, keeper: SecretKeeper,
        policy: MailPolicy = MailPolicy(), metrics: MailMetrics? = nil,
        log: Logger = .silent, clock: MailClock = .database
    ) {
        self.pool = pool
        self.transport = transport
        self.keeper = keeper
        self.policy = policy
        self.metrics = metrics
        self.log = log
        self.clock = clock
    }

    /// Sends mails that are due, so many at most, and says what became of them. Books take turns,
    /// so that the many mails of one do not hold up another's.
    ///
    /// It ends early when the mail server gave no answer to a mail: what befell one would befall
    /// the others, and they can wait.
    package func sendDue(limit: Int) async throws -> SendingReport {
        var report = SendingReport()
        try await settleLost()
        guard !transport.isResting else {
            report.trouble = "\(SendTrouble.resting)"
            return report
        }
        var books = try await booksWithDueMails(limit: limit)
        while !books.isEmpty {
            var left: [BookID] = []
            for book in books {
                guard report.count < limit, report.trouble == nil, !Task.isCancelled else {
                    return report
                }
                if try await sendNext(of: book, into: &report) { left.append(book) }
            }
            books = left
        }
        return report
    }

    /// Sends the next mail of a book; false when none is due.
    private func sendNext(of book: BookID, into report: inout SendingReport) async throws -> Bool {
        guard let taken = try await take(from: book) else { return false }
        guard !taken.isSuppressed else {
            let state = try await settle(taken, as: suppressedFate(of: taken))
            report.note(state)
            if let state { metrics?.came(into: state) }
            return true
        }
        let outcome: SendOutcome
        do {
            outcome = await transport.carry(try taken.opened(by: keeper))
        } catch {
            // The key may yet be given to this server, or another one may have it.
            outcome = .refusedForNow(ServerWords(code: 451, lines: ["\(error)"]))
            log.error("a mail cannot be opened", .text("why", "\(error)"))
        }
        let fate = fate(of: taken, outcome)
        // A task of its own: what is known is written even when this one is cancelled.
        let state = try await Task { try await settle(taken, as: fate) }.value
        report.note(state)
        if let state { metrics?.came(into: state) }
        switch outcome {
        case .accepted, .refused, .refusedForNow: break
        case .uncertain(let trouble), .notSent(let trouble):
            report.trouble = "\(trouble)"
            log.warning("the mail server gave no answer", .text("why", "\(trouble)"))
        }
        return true
    }
}

/// What one round of sending did.
package struct SendingReport: Hashable, Sendable {
    /// How many mails came into which state; those that somebody else took over are not among
    /// them.
    package private(set) var states: [DeliveryState: Int] = [:]
    /// How many mails were taken from this sender while it had them.
    package private(set) var lostCount = 0
    /// Why the round ended early: the mail server gave no answer.
    package internal(set) var trouble: String?

    /// How many mails it had in its hands.
    package var count: Int { states.values.reduce(0, +) + lostCount }

    mutating func note(_ state: DeliveryState?) {
        guard let state else { return lostCount += 1 }
        states[state, default: 0] += 1
    }
}
