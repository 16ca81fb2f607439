package import Bytes
package import Sync

/// Names the subject of a session's id.
package enum SessionSubject {}
/// A session's id: one sign-in of one person.
package typealias SessionID = Identifier<SessionSubject>

/// Names the subject of an API key's id.
package enum APIKeySubject {}
/// An API key's id.
package typealias APIKeyID = Identifier<APIKeySubject>

/// Who asks, as their credential shows.
package struct Caller: Hashable, Sendable {
    /// What was shown.
    package enum Credential: Hashable, Sendable {
        /// An access token of a person who signed in.
        case session(SessionID)
        /// An API key.
        case apiKey(APIKeyID)
        /// The token of an enrolled laptop.
        case device(DeviceIdentity)
    }

    /// What was shown.
    package let credential: Credential
    /// Who it belongs to; nobody for a laptop that joined by a code of whoever runs the server.
    package let person: PersonID?
    /// The book that it is about and the role in it; nothing for who belongs to no such book.
    package let seat: Seat?

    /// The seat in a book, or without one in the caller's own, where the role goes so far.
    package func seat(
        in book: BookID?, for permission: Permission
    ) throws(IdentityError) -> Seat {
        guard let seat, book == nil || seat.book == book else { throw .notFound(.book) }
        guard seat.role.permits(permission) else { throw .forbidden(permission) }
        return seat
    }

    /// The person, where only a person who signed in may ask.
    package func signedIn() throws(IdentityError) -> PersonID {
        guard case .session = credential, let person else { throw .forbidden(.own) }
        return person
    }
}

/// A place in a book.
package struct Seat: Hashable, Sendable {
    /// The book.
    package let book: BookID
    /// What its holder is there.
    package let role: Role

    /// Names a place.
    package init(book: BookID, role: Role) {
        self.book = book
        self.role = role
    }
}
