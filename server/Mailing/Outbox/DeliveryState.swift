/// Where a mail is on its way.
///
///     queued ─▶ sending ─▶ sent ─▶ bounced
///       ▲          ├─────▶ uncertain ─▶ sent, bounced, queued
///       └──────────┤
///                  └─────▶ failed
///
/// `MailSender` moves along the arrows up to the first answer, `Outbox` along the others.
package enum DeliveryState: String, Hashable, Sendable, CaseIterable {
    /// It waits for its turn, the first or a later one.
    case queued
    /// A sender has it in its hands.
    case sending
    /// The mail server has accepted it.
    case sent
    /// The mail server may have accepted it: its answer did not come.
    case uncertain
    /// It was refused for good, or for too long.
    case failed
    /// It came back.
    case bounced
}

/// What is known of one mail.
package struct Delivery: Hashable, Sendable {
    /// The mail.
    package let mail: MailID
    /// Whom to.
    package let recipient: String
    /// Where it is on its way.
    package let state: DeliveryState
    /// How often it was tried.
    package let attempts: Int
    /// The mail server's last words.
    package let words: String?
    /// When it came into the state, in microseconds since the start of 1970.
    package let changedAt: Int64
    /// Whether somebody looked at what was sent.
    package let isViewed: Bool
}
