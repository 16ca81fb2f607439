package import PostgreSQL
import ServerStore
package import Sync

/// A grant that came back after a restore: what the server had told of a laptop or a person before
/// its database was put back.
package struct ReturnedGrant: Hashable, Sendable {
    /// What it is about.
    package enum Subject: Hashable, Sendable {
        /// A laptop, what it is called as far as that counts, and whether it is refused.
        case device(DeviceID, name: String?, isRevoked: Bool)
        /// A person, and what they are in the book; nothing where they left.
        case person(PersonID, role: Role?)
    }

    /// What it is about.
    package let subject: Subject
    /// When it was accepted, in the life of the server that told it.
    package let accepted: Timestamp

    /// Reads a grant.
    package init(subject: Subject, accepted: Timestamp) {
        self.subject = subject
        self.accepted = accepted
    }

    fileprivate var makesAnOwner: Bool {
        if case .person(_, .owner) = subject { true } else { false }
    }
}

/// What came back counts for who is let in.
///
/// Invariants:
/// 1. Nobody gets in by what came back: who joined since the backup, or joined again, has to join
///    once more. It takes away, and says what those are who are here.
/// 2. What was decided after a grant was accepted outlasts it: that a laptop joined anew, that a
///    person was admitted anew or is something else. Whatever else the book was told meanwhile, a
///    new name for one, does not.
/// 3. The last owner stays one.
extension Connection {
    /// Applies grants, in a transaction that holds the book's lock, and has the book told what it
    /// comes to.
    package func apply(_ grants: [ReturnedGrant], in book: BookID) throws {
        guard !grants.isEmpty else { return }
        // Whoever became an owner does so first, so that those who left can be let go.
        let (owners, others) = (
            grants.filter(\.makesAnOwner), grants.filter { !$0.makesAnOwner }
        )
        for grant in [owners, others].flatMap({ $0.sorted { $0.accepted < $1.accepted } }) {
            switch grant.subject {
            case .device(let device, let name, let isRevoked):
                let name = name.flatMap { Devices.isName($0) ? $0 : nil }
                if isRevoked { try revoke(device, of: book, at: grant.accepted) }
                try rename(device, of: book, to: name, isRevoked, at: grant.accepted)
            case .person(let person, let role?):
                try make(person, role, in: book, at: grant.accepted)
            case .person(let person, nil):
                try dismiss(person, from: book, at: grant.accepted)
            }
        }
        try recordGrants(of: book)
    }

    private func revoke(
        _ device: DeviceID, of book: BookID, at time: Timestamp
    ) throws(PostgreSQLError) {
        let count = try execute(
            """
            UPDATE devices SET revoked_at = coalesce(revoked_at, \(time))
            WHERE book_id = \(book) AND device_id = \(device) AND enrolled_at <= \(time)
            """)
        guard count == 1 else { return }
        try asOwner(
            "DELETE FROM device_tokens WHERE book_id = \(book) AND device_id = \(device)")
    }

    /// A laptop that is refused keeps the name that it had when it was.
    private func rename(
        _ device: DeviceID, of book: BookID, to name: String?, _ isRevoked: Bool,
        at time: Timestamp
    ) throws(PostgreSQLError) {
        guard let name else { return }
        try execute(
            """
            UPDATE devices SET name = \(name)
            WHERE book_id = \(book) AND device_id = \(device) AND enrolled_at <= \(time)
                AND (revoked_at IS NOT NULL) = \(isRevoked)
            """)
    }

    private func make(
        _ person: PersonID, _ role: Role, in book: BookID, at time: Timestamp
    ) throws {
        guard try role == .owner || !isLastOwner(person, of: book) else { return }
        try execute(
            """
            UPDATE members SET role = \(role.rawValue), role_at = \(time)
            WHERE book_id = \(book) AND person_id = \(person)
                AND coalesce(greatest(role_at, admitted_at), joined_at) <= \(time)
            """)
    }

    /// An invitation from before opens no way back.
    private func dismiss(_ person: PersonID, from book: BookID, at time: Timestamp) throws {
        try asOwner(
            """
            DELETE FROM invitations WHERE book_id = \(book) AND created_at <= \(time)
                AND (invitation_id = \(person)
                    OR email_key = (SELECT email_key FROM people WHERE person_id = \(person)))
            """)
        let isAdmittedAnew: Bool = try value(
            """
            SELECT EXISTS (SELECT FROM members
                WHERE book_id = \(book) AND person_id = \(person)
                    AND coalesce(admitted_at, joined_at) > \(time))
            """)
        guard try !isAdmittedAnew && !isLastOwner(person, of: book) else { return }
        try unseat(person, from: book, at: time)
    }
}
