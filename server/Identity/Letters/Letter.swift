package import Bytes

/// Names the subject of a letter's id.
package enum LetterSubject {}
/// A letter's id: the same letter handed over twice is one letter.
package typealias LetterID = Identifier<LetterSubject>

/// A mail that this module wants sent, before anybody has put it into words.
package struct Letter: Hashable, Sendable {
    /// What it is about.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// Show that the mailbox is yours.
        case verification
        /// Somebody registered with your address, and you are here already.
        case alreadyRegistered = "already_registered"
        /// Choose a new password.
        case passwordReset = "password_reset"
        /// Your password was changed.
        case passwordChanged = "password_changed"
        /// Somebody wants you in a book.
        case invitation
    }

    /// Its id.
    package let id: LetterID
    /// What it is about.
    package let kind: Kind
    /// Whom it goes to.
    package let recipient: EmailAddress
    /// What they are called, as far as is known; whoever typed it need not be them.
    package let name: String
    /// The language to write in: `en`.
    package let language: String
    /// What to follow.
    package let link: String
    /// For how many hours the link is good; nothing where it does not end.
    package let hours: Int?
    /// The book and who asks, where it is an invitation.
    package let asking: Asking?

    /// Who asks somebody to join which book.
    package struct Asking: Hashable, Sendable {
        /// What the book is called.
        package let book: String
        /// What whoever asks is called; nothing when nobody knows.
        package let inviter: String?

        /// Names both.
        package init(book: String, inviter: String?) {
            self.book = book
            self.inviter = inviter
        }
    }

    /// Puts the parts together.
    package init(
        id: LetterID, kind: Kind, recipient: EmailAddress, name: String, language: String,
        link: String, hours: Int? = nil, asking: Asking? = nil
    ) {
        self.id = id
        self.kind = kind
        self.recipient = recipient
        self.name = name
        self.language = language
        self.link = link
        self.hours = hours
        self.asking = asking
    }
}
