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
    /// The language to write in: `en`.
    package let language: String
    /// What to follow; nothing for a letter that only tells.
    package let link: String?
    /// The name of the book, where it is about one.
    package let bookName: String?
}
