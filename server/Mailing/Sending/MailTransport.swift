package import Mail

/// What carries a mail away.
package protocol MailTransport: Sendable {
    /// Carries it to the recipient of its envelope, unless its deadline has passed; says what
    /// became of it.
    func carry(_ mail: CarriedMail) async -> SendOutcome

    /// Whether it carries nothing at this moment, so that no mail need be taken for it.
    var isResting: Bool { get }
}

extension MailTransport {
    /// Most are always at hand.
    package var isResting: Bool { false }
}

/// A mail in a sender's hands.
package struct CarriedMail: Sendable {
    /// Which mail.
    package let reference: MailReference
    /// Whom from and whom to.
    package let envelope: Envelope
    /// Its bytes.
    package let bytes: [UInt8]
    /// When the lease on it ends.
    package let deadline: ContinuousClock.Instant

    /// Puts a mail into somebody's hands.
    package init(
        reference: MailReference, envelope: Envelope, bytes: [UInt8],
        deadline: ContinuousClock.Instant
    ) {
        self.reference = reference
        self.envelope = envelope
        self.bytes = bytes
        self.deadline = deadline
    }
}

extension SMTPSender: MailTransport {
    /// Hands it in to the mail server.
    package func carry(_ mail: CarriedMail) -> SendOutcome {
        send(mail.bytes, in: mail.envelope, before: mail.deadline)
    }
}
