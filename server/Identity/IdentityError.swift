/// Why somebody was not let in, or was not allowed what they asked for.
package enum IdentityError: Error, Hashable, Sendable {
    // A laptop that joins.

    /// The code was never given, was used, or has expired.
    case codeRefused
    /// The signature is not by the key that it should be by.
    case signatureRefused
    /// The question was never asked, was answered, or has expired.
    case challengeRefused
    /// The token was never given, has expired, or was revoked.
    case tokenRefused
    /// A device of this id belongs to the book already, with another key.
    case deviceExists
    /// A book of this id is here already.
    case bookExists
    /// What the laptop is to be called cannot be shown as a name.
    case nameRefused
    /// Nobody has confirmed the laptop yet.
    case authorizationPending
    /// The laptop asked again too soon; from now on so many seconds lie between two questions.
    case slowDown(intervalSeconds: Int)
    /// Somebody has decided that the laptop may not join.
    case accessDenied
    /// The laptop waited too long.
    case authorizationExpired

    // A person who signs in.

    /// No such person, another password, or an account that was closed: nobody is told which.
    case credentialsRefused
    /// The mailbox was not shown to be theirs yet.
    case notVerified
    /// The account asks for a second factor as well.
    case totpRequired
    /// The link was never given, was used, or has expired.
    case linkRefused
    /// Who wants to join needs an invitation.
    case registrationClosed
    /// Too often in too short a time.
    case limited(LimitReached)
    /// So many are being checked that one more would wait too long.
    case busy

    // What somebody asks for.

    /// There is nothing of this kind that the asker may know of.
    case notFound(Subject)
    /// The asker's role does not go so far.
    case forbidden(Permission)
    /// A book keeps an owner.
    case lastOwner
    /// Nobody would own the book: the laptop belongs to no person.
    case nobodysLaptop
    /// They belong to the book already.
    case memberExists
    /// What is wrong with which field.
    case fields([String: String])

    /// What was not found.
    package enum Subject: String, Hashable, Sendable {
        case book
        case person
        case member
        case invitation
        case device
        case apiKey = "API key"
        case code
    }
}

extension IdentityError: CustomStringConvertible {
    /// What happened, and what a person can do about it; it never tells which guess was close.
    package var description: String { joining ?? signingIn ?? asking }

    private var joining: String? {
        switch self {
        case .codeRefused:
            "This code is not valid any more; ask the owner of the book for a new one."
        case .signatureRefused, .challengeRefused:
            "This laptop could not show who it is; if that stays so, enrol it again."
        case .tokenRefused: "The sign-in has expired."
        case .deviceExists:
            "A laptop with this id belongs to the book already; reset this one before enrolling."
        case .bookExists:
            "The server has this book already; 'counterfoil login' joins it."
        case .nameRefused:
            "A laptop's name has 1 to 200 characters and no control characters among them."
        case .authorizationPending: "Nobody has confirmed this laptop yet; ask again later."
        case .slowDown(let seconds): "Ask again after \(seconds) seconds, not sooner."
        case .accessDenied: "The laptop was turned away; nobody let it in."
        case .authorizationExpired: "The code has expired; begin again."
        default: nil
        }
    }

    private var signingIn: String? {
        switch self {
        case .credentialsRefused:
            "The e-mail address, the password or the one-time code is not right."
        case .notVerified:
            "The address is not confirmed yet; follow the link in the mail, or ask for another."
        case .totpRequired: "This account asks for a one-time code as well; send totp_code."
        case .linkRefused: "This link is not valid any more; ask for a new one."
        case .registrationClosed:
            "Nobody joins this server without an invitation; ask the owner of a book for one."
        case .limited(let limit): "Too many attempts; try again in \(limit.retrySeconds) seconds."
        case .busy: "Too many people are signing in at once; try again in a moment."
        default: nil
        }
    }

    private var asking: String {
        switch self {
        case .notFound(let subject): "There is no such \(subject.rawValue)."
        case .forbidden(let permission): "Your role in this book does not \(permission.verb)."
        case .lastOwner: "A book keeps an owner; make somebody else the owner first."
        case .memberExists: "They belong to the book already."
        case .nobodysLaptop:
            "This laptop was let in for no person, so nobody would own the book; ask whoever runs "
                + "the server for a code by 'counterfoil-server admin book attach'."
        default: "Some fields were not accepted."
        }
    }
}
