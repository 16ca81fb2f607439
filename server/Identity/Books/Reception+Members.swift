package import PostgreSQL
package import Sync

extension Reception {
    /// Those who belong to a book and those who were asked to, in the order of their ids.
    package func members(
        of book: BookID, status: Member.Status? = nil, after last: PersonID? = nil,
        countMax: Int, at time: Timestamp
    ) async throws -> [Member] {
        let query: Query = """
            SELECT id, email, name, role, status, since FROM (
                SELECT p.person_id AS id, p.email, p.name, m.role, m.joined_at AS since,
                    CASE WHEN p.is_disabled THEN 'disabled' ELSE 'active' END AS status
                FROM members AS m JOIN people AS p ON p.person_id = m.person_id
                WHERE m.book_id = \(book)
                UNION ALL SELECT invitation_id, email, name, role, created_at, 'invited'
                FROM invitations WHERE book_id = \(book) AND expires_at > \(time)
            ) AS everybody
            WHERE (\(orNull: last) IS NULL OR id > \(orNull: last))
                AND (\(orNull: status?.rawValue) IS NULL OR status = \(orNull: status?.rawValue))
            ORDER BY id LIMIT \(countMax)
            """
        return try await pool.withConnection { connection in
            try connection.rows(query) { (row) throws(PostgreSQLError) in try Member(row: row) }
        }
    }

    /// One of them.
    package func member(
        _ id: PersonID, of book: BookID, at time: Timestamp
    ) async throws -> Member {
        let query: Query = """
            SELECT p.person_id, p.email, p.name, m.role,
                CASE WHEN p.is_disabled THEN 'disabled' ELSE 'active' END, m.joined_at
            FROM members AS m JOIN people AS p ON p.person_id = m.person_id
            WHERE m.book_id = \(book) AND m.person_id = \(id)
            UNION ALL SELECT invitation_id, email, name, role, 'invited', created_at
            FROM invitations
            WHERE book_id = \(book) AND invitation_id = \(id) AND expires_at > \(time)
            """
        let found = try await pool.withConnection { connection in
            try connection.first(query) { (row) throws(PostgreSQLError) in try Member(row: row) }
        }
        guard let found else { throw IdentityError.notFound(.member) }
        return found
    }

    /// Makes somebody in the book something else; owners are made and unmade by owners. False when
    /// they are not any more what the caller has seen.
    @discardableResult
    package func setRole(
        _ role: Role, of person: PersonID, by seat: Seat, from seen: Role? = nil,
        at time: Timestamp
    ) async throws -> Bool {
        try await pool.transaction { connection in
            let present = try connection.role(of: person, in: seat.book)
            if let seen, seen != present { return false }
            for step in [present, role] where !seat.role.permits(step.permissionToGrant) {
                throw IdentityError.forbidden(step.permissionToGrant)
            }
            if present == .owner, role != .owner {
                try connection.keepAnOwner(without: person, in: seat.book)
            }
            try connection.execute(
                """
                UPDATE members SET role = \(role.rawValue), role_at = \(time)
                WHERE book_id = \(seat.book) AND person_id = \(person)
                """)
            try connection.recordGrants(of: seat.book)
            return true
        }
    }

    /// Takes somebody out of the book, or takes an invitation back; what they wrote stays. False
    /// when they are not any more there what the caller has seen.
    @discardableResult
    package func remove(
        _ person: PersonID, by seat: Seat, asThemselves isSelf: Bool, from seen: Role? = nil,
        at time: Timestamp
    ) async throws -> Bool {
        try await pool.transaction { connection in
            let invited = try connection.execute(
                """
                DELETE FROM invitations
                WHERE book_id = \(seat.book) AND invitation_id = \(person)
                """)
            guard invited == 0 else { return true }
            let role = try connection.role(of: person, in: seat.book)
            guard seen == nil || role == seen else { return false }
            guard isSelf || seat.role.permits(role.permissionToGrant) else {
                throw IdentityError.forbidden(role.permissionToGrant)
            }
            if role == .owner { try connection.keepAnOwner(without: person, in: seat.book) }
            try connection.unseat(person, from: seat.book, at: time)
            return true
        }
    }

    /// Gives somebody a seat, for whoever runs the server; the last owner stays one.
    package func seat(
        _ person: PersonID, in book: BookID, as role: Role, at time: Timestamp
    ) async throws {
        try await pool.transaction { connection in
            if role != .owner, try connection.isOwner(person, of: book) {
                try connection.keepAnOwner(without: person, in: book)
            }
            try connection.seat(person, in: book, as: role, at: time)
        }
    }
}

extension Member {
    fileprivate init(row: borrowing Row) throws(PostgreSQLError) {
        id = try row.read(0)
        email = try row.read(1)
        name = try row.read(2)
        role = Role(rawValue: try row.read(3)) ?? .accountant
        status = Status(rawValue: try row.read(4)) ?? .disabled
        since = try row.read(5)
    }
}

extension Connection {
    fileprivate func role(of person: PersonID, in book: BookID) throws -> Role {
        let query: Query = """
            SELECT role FROM members WHERE book_id = \(book) AND person_id = \(person) FOR UPDATE
            """
        let role: String? = try first(query) { (row) throws(PostgreSQLError) in try row.read(0) }
        guard let role = role.flatMap(Role.init(rawValue:)) else {
            throw IdentityError.notFound(.member)
        }
        return role
    }

    fileprivate func isOwner(
        _ person: PersonID, of book: BookID
    ) throws(PostgreSQLError) -> Bool {
        try value(
            """
            SELECT EXISTS (SELECT FROM members WHERE book_id = \(book)
                AND person_id = \(person) AND role = 'owner')
            """)
    }

    fileprivate func keepAnOwner(without person: PersonID, in book: BookID) throws {
        guard try owners(of: book).contains(where: { $0 != person }) else {
            throw IdentityError.lastOwner
        }
    }

    /// Whether a book would be left without an owner.
    func isLastOwner(
        _ person: PersonID, of book: BookID
    ) throws(PostgreSQLError) -> Bool {
        try owners(of: book) == [person]
    }

    /// Owners are locked in one order, so that two of them cannot leave at the same moment.
    private func owners(of book: BookID) throws(PostgreSQLError) -> [PersonID] {
        try rows(
            """
            SELECT person_id FROM members WHERE book_id = \(book) AND role = 'owner'
            ORDER BY person_id FOR UPDATE
            """
        ) { (row) throws(PostgreSQLError) in try row.read(0) }
    }

    /// Takes somebody out of a book, with their laptops and keys.
    func unseat(
        _ person: PersonID, from book: BookID, at time: Timestamp
    ) throws {
        try recordGrants(of: book)
        try execute(
            "DELETE FROM members WHERE book_id = \(book) AND person_id = \(person)")
        try execute(
            """
            UPDATE devices SET revoked_at = \(time)
            WHERE book_id = \(book) AND person_id = \(person) AND revoked_at IS NULL
            """)
        try execute(
            """
            UPDATE api_keys SET revoked_at = \(time)
            WHERE book_id = \(book) AND person_id = \(person) AND revoked_at IS NULL
            """)
    }
}
