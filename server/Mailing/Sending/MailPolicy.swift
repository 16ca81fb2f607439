/// How patient the outbox is, and what it does when it does not know.
package struct MailPolicy: Sendable {
    /// What becomes of a mail whose fate is unknown.
    package enum Uncertainty: Hashable, Sendable {
        /// It waits for a person: nobody gets it twice.
        case hold
        /// It is sent again with the same message id after a while, a few times at most: everybody
        /// gets it, and mail programs show the two as one.
        case resend(after: Duration)
    }

    /// What becomes of a mail whose fate is unknown.
    package var uncertainty = Uncertainty.hold
    /// How long a sender may have a mail; longer than a mail server may take.
    package var lease = Duration.seconds(420)
    /// The wait before the second attempt.
    package var firstWait = Duration.seconds(60)
    /// The longest wait between two attempts.
    package var longestWait = Duration.seconds(4 * 3_600)
    /// For how long a mail is tried.
    package var giveUpAfter = Duration.seconds(3 * 86_400)
    /// How often a mail's fate may stay unknown before it waits for a person; other attempts do not
    /// count.
    package var uncertainAttemptsMax = 3

    /// The usual patience.
    package init() {}
}
