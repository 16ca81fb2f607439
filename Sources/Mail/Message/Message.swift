/// One mail as values: whom from, whom to, what about, what with.
///
/// The bytes follow from the values alone: a mail that is sent again is the same to the byte.
package struct Message: Hashable, Sendable {
    /// The most recipients of `to` and `cc` together.
    package static let recipientsMax = 100

    /// Its name for ever.
    package let id: MessageID
    /// When it was written, in seconds since the start of 1970.
    package let unixSeconds: Int64
    /// Who writes.
    package let from: Mailbox
    /// Whom to; one at least.
    package let to: [Mailbox]
    /// Who reads along.
    package let cc: [Mailbox]
    /// What about.
    package let subject: HeaderText
    /// What is said, in plain text.
    package let text: String
    /// The same as HTML.
    package var html: String?
    /// Where answers go instead of to `from`.
    package var replyTo: Mailbox?
    /// Files that go with it.
    package var attachments: [Attachment] = []
    /// How to get no more of these.
    package var unsubscription: Unsubscription?
    /// Whether a program wrote it: then out-of-office notes are not answered to it.
    package var isAutomatic = true
    /// Further headers.
    package var extraHeaders: [ExtraHeader] = []

    /// A mail with what every mail has.
    package init(
        id: MessageID, unixSeconds: Int64, from: Mailbox, to: [Mailbox], cc: [Mailbox] = [],
        subject: HeaderText, text: String
    ) throws(MailError) {
        guard !to.isEmpty, to.count + cc.count <= Self.recipientsMax else {
            throw .recipientCount(countMax: Self.recipientsMax)
        }
        self.id = id
        self.unixSeconds = unixSeconds
        self.from = from
        self.to = to
        self.cc = cc
        self.subject = subject
        self.text = text
    }
}
