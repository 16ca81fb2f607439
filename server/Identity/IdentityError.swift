/// Why somebody was not let in.
package enum IdentityError: Error, Hashable, Sendable {
    /// The code was never given, was used, or has expired.
    case codeRefused
    /// The signature is not by the key that it should be by.
    case signatureRefused
    /// The question was never asked, was answered, or has expired.
    case challengeRefused
    /// The token was never given or has expired.
    case tokenRefused
    /// A device of this id belongs to the book already, with another key.
    case deviceExists
    /// What the laptop is to be called cannot be shown as a name.
    case nameRefused
}

extension IdentityError: CustomStringConvertible {
    /// What happened, and what a person can do about it; it never tells which guess was close.
    package var description: String {
        switch self {
        case .codeRefused:
            "This code is not valid any more; ask the owner of the book for a new one."
        case .signatureRefused, .challengeRefused:
            "This laptop could not show who it is; if that stays so, enrol it again."
        case .tokenRefused: "The sign-in has expired."
        case .deviceExists:
            "A laptop with this id belongs to the book already; reset this one before enrolling."
        case .nameRefused:
            "A laptop's name has 1 to 200 characters and no control characters among them."
        }
    }
}
