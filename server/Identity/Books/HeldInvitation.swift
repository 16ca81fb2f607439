import PostgreSQL
import Sync

/// An invitation as it is kept.
struct HeldInvitation: Sendable {
    /// What a new person will be known by.
    let id: PersonID
    let book: BookID
    let bookName: String
    let email: String
    let name: String
    let role: Role
    let hash: String?
    /// When the book asked for them.
    let asked: Timestamp
    /// Whether somebody of this address is here already.
    let isKnown: Bool

    /// Somebody new chooses a password, unless whoever invited has.
    var needsPassword: Bool { !isKnown && hash == nil }
}

extension Connection {
    func isMember(_ email: EmailAddress, of book: BookID) throws(PostgreSQLError) -> Bool {
        try value(
            """
            SELECT EXISTS (SELECT FROM members AS m
                JOIN people AS p ON p.person_id = m.person_id
                WHERE m.book_id = \(book) AND p.email_key = \(email.key))
            """)
    }

    func keep(
        _ invitation: Invitation, id: PersonID, hash: String?, token: String, in book: BookID,
        at time: Timestamp, until expiry: Timestamp
    ) throws(PostgreSQLError) {
        try execute(
            """
            DELETE FROM invitations WHERE book_id = \(book)
                AND (expires_at <= \(time) OR email_key = \(invitation.email.key))
            """)
        try execute(
            """
            INSERT INTO invitations (book_id, invitation_id, email, email_key, name, role,
                password_hash, token_hash, created_at, expires_at)
            VALUES (\(book), \(id), \(invitation.email.text), \(invitation.email.key),
                \(invitation.name), \(invitation.role.rawValue), \(orNull: hash),
                \(OpaqueToken.digest(token)), \(time), \(expiry))
            """)
    }

    func invitation(
        _ digest: [UInt8], in book: BookID, at time: Timestamp
    ) throws(PostgreSQLError) -> HeldInvitation? {
        let query: Query = """
            SELECT i.invitation_id, b.name, i.email, i.name, i.role, i.password_hash,
                i.created_at, EXISTS (SELECT FROM people AS p WHERE p.email_key = i.email_key)
            FROM invitations AS i JOIN books AS b ON b.book_id = i.book_id
            WHERE i.book_id = \(book) AND i.token_hash = \(digest) AND i.expires_at > \(time)
            """
        return try first(query) { (row) throws(PostgreSQLError) in
            HeldInvitation(
                id: try row.read(0), book: book, bookName: try row.read(1),
                email: try row.read(2), name: try row.read(3),
                role: Role(rawValue: try row.read(4)) ?? .accountant, hash: try row.read(5),
                asked: try row.read(6), isKnown: try row.read(7))
        }
    }

    /// Uses an invitation up.
    func takeInvitation(_ held: HeldInvitation) throws(PostgreSQLError) -> Bool {
        try execute(
            """
            DELETE FROM invitations
            WHERE book_id = \(held.book) AND invitation_id = \(held.id)
            """) == 1
    }

    /// The person of an address; made when there is none.
    func findOrAdd(
        _ person: PersonID, _ email: EmailAddress, named name: String, hash: String?,
        at time: Timestamp
    ) throws(PostgreSQLError) -> PersonID {
        try execute(
            """
            INSERT INTO people (person_id, email, email_key, name, language, password_hash,
                created_at)
            VALUES (\(person), \(email.text), \(email.key), \(name), 'en', \(orNull: hash), \(time))
            ON CONFLICT (email_key) DO NOTHING
            """)
        return try value("SELECT person_id FROM people WHERE email_key = \(email.key)")
    }
}
