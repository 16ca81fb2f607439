package import ServerJobs

/// A round of reading the mailbox into which mails come back.
package struct BounceRound: RoundJob {
    /// The kind.
    package static let kind = "mail.bounces"
    /// One reads at a time: whoever reads a mail puts it aside.
    package static let terms = JobTerms {
        $0.attemptsMax = 3
        $0.timeout = .seconds(300)
        $0.concurrencyMax = 1
    }

    /// Reads what is there.
    package init() {}
}

extension JobRoster {
    /// Reads a mailbox of this machine every minute.
    package mutating func addBounces(
        in path: String, to reader: BounceReader, clock: MailClock = .database
    ) {
        add(BounceRound.self, everySeconds: 60) {
            // It may come into being, or change its kind, while the server runs.
            try await reader.read(BounceMailbox(path: path), by: clock)
        }
    }
}
