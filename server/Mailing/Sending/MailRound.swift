package import JSON
package import ServerJobs

/// A round of sending what is due in the outbox. One is left with every mail, in its transaction,
/// and one is made every half minute for those that wait for another attempt.
package struct MailRound: Job {
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

    /// Needs to know nothing.
    package init(arguments: JSONValue) {}

    /// Needs to know nothing.
    package var arguments: JSONValue { [:] }
}

extension JobRoster {
    /// Adds the kind that sends mails, and what makes it again and again.
    package mutating func addMailing(by sender: MailSender) {
        add(MailRound.self) { _, _ in
            // What became of each mail stands in the outbox; a round itself does not fail of it.
            _ = try await sender.sendDue(limit: MailRound.mailsMax)
            return .done
        }
        add(JobSchedule("mail.send", .every(seconds: 30)) { MailRound() })
    }
}
