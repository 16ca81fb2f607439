/// Why something cannot be part of a mail.
package enum MailError: Error, Hashable, Sendable {
    /// A text for the header has a character that would end its line, or steer a terminal.
    case controlCharacter(field: String)
    /// A text is longer than a header may be.
    case tooLong(field: String, bytesMax: Int)
    /// This is no address.
    case notAnAddress(AddressFault)
    /// There are no recipients, or too many.
    case recipientCount(countMax: Int)
    /// The name of a header is malformed, or one that the mail writes by itself.
    case headerName
    /// A message id has the form `left@right`, in plain letters.
    case messageID
    /// A media type has the form `type/subtype`.
    case mediaType
    /// A file name has a slash, or is empty.
    case fileName
    /// A link to unsubscribe is one of https or http and has no spaces.
    case unsubscribeLink
    /// The mail is larger than allowed.
    case tooLarge(bytesMax: Int)
    /// The name of the mail server is no name or number of a machine.
    case serverName
    /// What the program wants to call itself is no name of a machine.
    case helloName
    /// A name and password would cross a network unprotected.
    case loginWithoutTLS
}

/// What is wrong with an address.
package enum AddressFault: Hashable, Sendable {
    /// There is no `@`, or nothing on one side of it.
    case noAt
    /// A part is longer than mail servers take.
    case tooLong
    /// The part before the `@` has a character that not every mail server takes.
    case localPart
    /// The part after the `@` is no name of a machine.
    case domain
    /// The domain has letters beyond ASCII.
    case internationalDomain
}

extension MailError: CustomStringConvertible {
    /// What is wrong, and what a person can do about it; never the text itself.
    package var description: String {
        switch self {
        case .controlCharacter(let field):
            "The \(field) has a line break or another control character; take it out."
        case .tooLong(let field, let bytesMax):
            "The \(field) is longer than \(bytesMax) bytes; shorten it."
        case .notAnAddress(let fault): fault.description
        case .recipientCount(let countMax): "A mail has 1 to \(countMax) recipients."
        case .headerName:
            "A header's name has letters, digits and hyphens, and is none that the mail writes "
                + "by itself."
        case .messageID: "A message id is letters, digits, dots and hyphens around one '@'."
        case .mediaType: "A media type reads type/subtype, such as application/pdf."
        case .fileName: "An attachment's file name is not empty and has no slash."
        case .unsubscribeLink: "A link to unsubscribe is one of https or http and has no spaces."
        case .tooLarge(let bytesMax):
            "The mail is larger than \(bytesMax / (1 << 20)) MiB; send fewer or smaller files."
        case .helloName:
            "What the server calls itself at the mail server is no name of a machine, such as "
                + "books.example.com; set smtp-hello."
        case .serverName: "A mail server is named like mail.example.com, or by its number."
        case .loginWithoutTLS:
            "A password is sent over TLS only; use STARTTLS or TLS, or a server on this machine."
        }
    }
}

extension AddressFault: CustomStringConvertible {
    /// What is wrong, and how it would be right.
    package var description: String {
        switch self {
        case .noAt: "An e-mail address has the form name@example.com."
        case .tooLong: "The e-mail address is too long: 64 bytes before the '@', 254 in all."
        case .localPart:
            "The part before the '@' of an e-mail address has letters, digits and "
                + "!#$%&'*+-/=?^_`{|}~ with single dots between."
        case .domain: "The part after the '@' of an e-mail address is a name such as example.com."
        case .internationalDomain:
            "Write the domain of the e-mail address in its ASCII form, which begins with xn--."
        }
    }
}
