package import JSON

/// What a mail server reports about a mail that could not be delivered.
package struct BounceReport: Hashable, Sendable {
    /// The message id of the mail that came back, without brackets.
    package let messageID: String
    /// To whom it could not be delivered; nil when the report does not say.
    package let recipient: String?
    /// Whether that is final; a delay is not.
    package let isFinal: Bool
    /// The status, such as `5.1.1`.
    package let status: String
    /// What the server said, bounded.
    package let words: String

    init(messageID: String, recipient: String?, isFinal: Bool, status: String, words: String) {
        self.messageID = messageID
        self.recipient = recipient?.storable(scalarsMax: 254)
        self.isFinal = isFinal
        self.status = status.storable(scalarsMax: 20)
        self.words = words.storable(scalarsMax: 500)
    }

    /// Reads what a mail provider posts: an object with `message_id`, `recipient`, `type`
    /// (`permanent` or `transient`), `status` and `reason`.
    package init?(webhook: JSONValue) {
        guard let id = webhook["message_id"]?.string, id.utf8.count <= 998,
            let type = webhook["type"]?.string, ["permanent", "transient"].contains(type)
        else { return nil }
        let recipient = webhook["recipient"]?.string
        if let recipient, recipient.utf8.count > 254 { return nil }
        self.init(
            messageID: id.filter { $0 != "<" && $0 != ">" }, recipient: recipient,
            isFinal: type == "permanent",
            status: webhook["status"]?.string ?? "",
            words: webhook["reason"]?.string ?? "")
    }

    /// The mail that it is about; nil when it is none of ours.
    package var reference: MailReference? { MailReference(messageID: messageID) }
}
