package import ServerJobs

/// A round of sending what is due in the outbox. One is left with every mail, in its transaction,
/// and one is made every half minute for those that wait for another attempt.
package struct MailRound: RoundJob {
    /// The kind.
    package static let kind = "mail.send"
    /// A mail server may be slow; the outbox has its own attempts and leases.
    package static let terms = JobTerms {
        $0.attemptsMax = 3
        $0.timeout = .seconds(900)
        $0.concurrencyMax = 4
    }
    static let mailsMax = 50

    /// Sends what is due.
    package init() {}

    /// Each one counts: a mail that came after another round began wants one of its own.
    package var uniqueness: JobUniqueness? { nil }
}

extension JobRoster {
    /// Adds the kind that sends mails, and what makes it again and again.
    package mutating func addMailing(by sender: MailSender) {
        add(MailRound.self, everySeconds: 30) {
            // What became of each mail stands in the outbox; a round itself does not fail of it.
            _ = try await sender.sendDue(limit: MailRound.mailsMax)
        }
    }
}
