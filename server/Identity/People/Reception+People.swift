package import PostgreSQL
package import Sync

extension Reception {
    /// A person who asks about themselves.
    package func profile(of person: PersonID) async throws -> PersonCard {
        let query = Query(
            sql: "SELECT \(PersonCard.columns) FROM people AS p WHERE p.person_id = $1", person)
        let found = try await pool.withConnection { connection in
            try connection.rows(query, as: PersonCard.self).first
        }
        guard let found else { throw IdentityError.notFound(.person) }
        return found
    }

    /// The person of an address, for whoever runs the server.
    package func person(of email: EmailAddress) async throws -> PersonCard {
        let query = Query(
            sql: "SELECT \(PersonCard.columns) FROM people AS p WHERE p.email_key = $1", email.key)
        let found = try await pool.withConnection { connection in
            try connection.rows(query, as: PersonCard.self).first
        }
        guard let found else { throw IdentityError.notFound(.person) }
        return found
    }

    /// Everybody, for whoever runs the server.
    package func people() async throws -> [PersonCard] {
        let query = Query(sql: "SELECT \(PersonCard.columns) FROM people AS p ORDER BY p.person_id")
        return try await pool.withConnection { try $0.rows(query) }
    }

    /// Changes what a person is called, the language of letters, or the default book; false when
    /// these are not any more what the caller has seen.
    @discardableResult
    package func change(
        _ person: PersonID, _ change: ProfileChange, from seen: PersonCard? = nil
    ) async throws -> Bool {
        try change.check()
        return try await pool.transaction { connection in
            if let book = change.defaultBook {
                let isMember: Bool = try connection.value(
                    """
                    SELECT EXISTS (SELECT FROM members
                        WHERE book_id = \(book) AND person_id = \(person))
                    """)
                guard isMember else { throw IdentityError.notFound(.book) }
            }
            let count = try connection.execute(
                """
                UPDATE people SET name = coalesce(\(orNull: change.name), name),
                    language = coalesce(\(orNull: change.language), language),
                    default_book_id = coalesce(\(orNull: change.defaultBook), default_book_id)
                WHERE person_id = \(person) AND (\(seen == nil) OR (
                    name = \(orNull: seen?.name) AND language = \(orNull: seen?.language)
                    AND default_book_id IS NOT DISTINCT FROM \(orNull: seen?.defaultBook)))
                """)
            guard count == 1 || seen != nil else { throw IdentityError.notFound(.person) }
            if change.name != nil { try connection.recordGrants(ofBooksOf: person) }
            return count == 1
        }
    }

    /// Closes an account, or opens it again; its sign-ins end at once.
    package func disable(_ person: PersonID, _ isDisabled: Bool, at time: Timestamp) async throws {
        try await pool.transaction { connection in
            let count = try connection.execute(
                "UPDATE people SET is_disabled = \(isDisabled) WHERE person_id = \(person)")
            guard count == 1 else { throw IdentityError.notFound(.person) }
            if isDisabled { try connection.endSessions(of: person, at: time) }
        }
    }

    /// Removes a person: their seats, keys and sign-ins go, and their laptops are revoked. What
    /// they wrote stays in the books.
    package func delete(_ person: PersonID, at time: Timestamp) async throws {
        try await pool.transaction { connection in
            guard try connection.booksOwnedAlone(by: person) == 0 else {
                throw IdentityError.lastOwner
            }
            try connection.endSessions(of: person, at: time)
            try connection.execute(
                "UPDATE devices SET revoked_at = \(time) WHERE person_id = \(person)")
            try connection.forgetRecoveryCodes(of: person)
            try connection.execute("DELETE FROM api_keys WHERE person_id = \(person)")
            try connection.recordGrants(ofBooksOf: person)
            try connection.execute("DELETE FROM members WHERE person_id = \(person)")
            try connection.execute("DELETE FROM one_time_links WHERE person_id = \(person)")
            try connection.execute("DELETE FROM people WHERE person_id = \(person)")
        }
    }

    /// Adds a person whose mailbox whoever runs the server vouches for.
    package func add(
        _ email: EmailAddress, named name: String, password: String?, at time: Timestamp
    ) async throws -> PersonID {
        if let objection = PersonName.objection(to: name) {
            throw IdentityError.fields(["name": objection])
        }
        if let password, let objection = PasswordRule.objection(to: password, of: email) {
            throw IdentityError.fields(["password": objection])
        }
        let hash = if let password { try await self.hash(password) } else { nil as String? }
        let person: PersonID = try mint(at: time)
        do {
            try await pool.withConnection { connection in
                try connection.add(
                    person, email, named: name, language: "en", hash: hash, at: time)
            }
        } catch let error as PostgreSQLError where error.isUniqueViolation {
            throw IdentityError.memberExists
        }
        return person
    }
}

/// What a person changes of themselves.
package struct ProfileChange: Hashable, Sendable {
    /// What they are called.
    package var name: String?
    /// The language of letters to them.
    package var language: String?
    /// The book that is meant when they name none.
    package var defaultBook: BookID?

    /// Changes nothing yet.
    package init() {}

    fileprivate func check() throws(IdentityError) {
        var problems: [String: String] = [:]
        problems["name"] = name.flatMap(PersonName.objection(to:))
        if let language, !Registration.languages.contains(language) {
            problems["language"] =
                "One of \(Registration.languages.joined(separator: ", ")) is needed."
        }
        guard problems.isEmpty else { throw .fields(problems) }
    }
}

extension Connection {
    /// In how many books others would be left without an owner; its owners are locked meanwhile.
    fileprivate func booksOwnedAlone(by person: PersonID) throws(PostgreSQLError) -> Int {
        try execute(
            """
            SELECT FROM members WHERE role = 'owner' AND book_id IN (
                SELECT book_id FROM members WHERE person_id = \(person))
            ORDER BY book_id, person_id FOR UPDATE
            """)
        return try value(
            """
            SELECT count(*) FROM members AS mine
            WHERE mine.person_id = \(person) AND mine.role = 'owner'
                AND EXISTS (SELECT FROM members AS other WHERE other.book_id = mine.book_id
                    AND other.person_id <> \(person))
                AND NOT EXISTS (SELECT FROM members AS other WHERE other.book_id = mine.book_id
                    AND other.person_id <> \(person) AND other.role = 'owner')
            """)
    }
}
