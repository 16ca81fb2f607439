package import Bytes
package import Mail
package import Sync

/// What makes a mail the mail that it is: nobody gets a second one of the same key.
///
/// A mail that a person sends by hand has the id of the request as its occurrence.
package struct MailKey: Hashable, Sendable {
    /// The book; nil for mails of accounts.
    package let book: BookID?
    /// What for, such as `reminder`.
    package let kind: String
    /// The id of what it is about.
    package let subject: String
    /// Which rule asked for it; empty when none did.
    package let rule: String
    /// Which time it is.
    package let occurrence: String
    /// Whom to.
    package let recipient: MailAddress

    /// Puts the parts together.
    package init(
        book: BookID?, kind: String, subject: String, rule: String = "", occurrence: String,
        recipient: MailAddress
    ) {
        self.book = book
        self.kind = kind
        self.subject = subject
        self.rule = rule
        self.occurrence = occurrence
        self.recipient = recipient
    }

    /// Under which book it is kept.
    var storedBook: BookID { book ?? .none }

    /// Addresses differ by their domain's case only for machines, and by the rest for nobody.
    var storedRecipient: String { recipient.text.lowercased() }
}

extension BookID {
    /// The book zero, under which mails stand that belong to no book.
    static var none: BookID {
        guard let zero = BookID(bytes: [UInt8](repeating: 0, count: 16)) else {
            preconditionFailure("sixteen bytes are an id")
        }
        return zero
    }
}

/// The subject of a mail's id; it has no values.
package enum OutboxMail {}

/// The id of one mail in the outbox.
package typealias MailID = Identifier<OutboxMail>

/// A mail and the book that it stands under.
package struct MailReference: Hashable, Sendable {
    /// The book; nil for mails of accounts.
    package let book: BookID?
    /// The mail.
    package let mail: MailID

    /// Names a mail of a book.
    package init(book: BookID?, mail: MailID) {
        self.book = book
        self.mail = mail
    }

    /// The id by which the whole world knows the mail; both ids can be read from it.
    package func messageID(at domain: String) throws(MailError) -> MessageID {
        let hexadecimal = [mail.bytes, (book ?? .none).bytes].map { Hexadecimal.text($0) }
        return try MessageID(hexadecimal.joined(separator: ".") + "@" + domain)
    }

    /// Reads the ids back, from a message id with or without its brackets.
    package init?(messageID: String) {
        let bare = messageID.filter { $0 != "<" && $0 != ">" && $0 != " " }
        let halves = bare.prefix { $0 != "@" }.split(separator: ".").map(String.init)
        guard halves.count == 2, let mailBytes = Hexadecimal.bytes(halves[0]),
            let bookBytes = Hexadecimal.bytes(halves[1]), let mail = MailID(bytes: mailBytes),
            let book = BookID(bytes: bookBytes)
        else { return nil }
        self.init(book: book == .none ? nil : book, mail: mail)
    }

    var storedBook: BookID { book ?? .none }
}
