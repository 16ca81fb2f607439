package import PostgreSQL
import ServerStore
package import Sync

extension Reception {
    private static let ownerSeconds = 86_400

    /// A link for the first owner, while nobody is here; nothing after that.
    package func firstOwnerLink(at time: Timestamp) async throws -> String? {
        let token = try OpaqueToken.make(.owner)
        let expiry = time.advanced(bySeconds: Self.ownerSeconds)
        let isFirst = try await pool.transaction { connection in
            guard try !connection.hasPeople() else { return false }
            try connection.addLink(token, .owner, of: nil, at: time, until: expiry)
            return true
        }
        return isFirst ? policy.link("/account/owner", token: token) : nil
    }

    /// Makes the first person, who owns every book that has no owner, or else a new one.
    @discardableResult
    package func settleFirstOwner(
        _ registration: Registration, book name: String, token: String, from address: String,
        at time: Timestamp
    ) async throws -> PersonID {
        try await limitLinks(from: address, at: time)
        guard BookName.objection(to: name) == nil else {
            throw IdentityError.fields(["book": "A book's name has 1 to 200 characters."])
        }
        let digest = OpaqueToken.digest(token)
        let hash = try await hash(registration.password)
        let person: PersonID = try mint(at: time)
        let book = try ServerStore.mintBook(at: time)
        return try await pool.transaction { connection in
            // Whoever makes the first person goes alone.
            try connection.execute("LOCK TABLE people IN SHARE ROW EXCLUSIVE MODE")
            let links = try connection.execute(
                """
                DELETE FROM one_time_links WHERE token_hash = \(digest) AND kind = 'owner'
                    AND expires_at > \(time)
                """)
            guard links == 1, try !connection.hasPeople() else { throw IdentityError.linkRefused }
            try connection.execute("DELETE FROM one_time_links WHERE kind = 'owner'")
            try connection.add(
                person, registration.email, named: registration.name,
                language: registration.language, hash: hash, at: time)
            try connection.seatFirstOwner(person, orIn: book, named: name, at: time)
            return person
        }
    }
}

/// What a book is called.
package enum BookName {
    /// What is wrong with a name; nothing when it will do.
    package static func objection(to name: String) -> String? {
        !name.isEmpty && PersonName.objection(to: name) == nil
            ? nil : "A book's name has 1 to 200 characters, and no control characters among them."
    }
}

extension Connection {
    /// Whether anybody has an account.
    func hasPeople() throws(PostgreSQLError) -> Bool {
        try value("SELECT EXISTS (SELECT FROM people)")
    }

    /// Adds a person.
    func add(
        _ person: PersonID, _ email: EmailAddress, named name: String, language: String,
        hash: String?, at time: Timestamp
    ) throws(PostgreSQLError) {
        try execute(
            """
            INSERT INTO people (person_id, email, email_key, name, language, password_hash,
                created_at)
            VALUES (\(person), \(email.text), \(email.key), \(name), \(language),
                \(orNull: hash), \(time))
            """)
    }

    /// Gives a person a seat in a book, as was decided before or is now.
    func seat(
        _ person: PersonID, in book: BookID, as role: Role, decided: Timestamp? = nil,
        at time: Timestamp
    ) throws {
        try execute(
            """
            INSERT INTO members AS m (book_id, person_id, role, joined_at, admitted_at)
            VALUES (\(book), \(person), \(role.rawValue), \(time), \(decided ?? time))
            ON CONFLICT (book_id, person_id) DO UPDATE
            SET role = excluded.role, role_at = greatest(m.role_at, excluded.admitted_at),
                admitted_at = greatest(
                    coalesce(m.admitted_at, m.joined_at), excluded.admitted_at)
            """)
        try recordGrants(of: book)
    }

    fileprivate func seatFirstOwner(
        _ person: PersonID, orIn book: BookID, named name: String, at time: Timestamp
    ) throws {
        let seats = try execute(
            """
            INSERT INTO members (book_id, person_id, role, joined_at)
            SELECT book_id, \(person), 'owner', \(time) FROM books
            """)
        guard seats == 0 else { return try recordGrants(ofBooksOf: person) }
        try createBook(book, named: name, at: time)
        try seat(person, in: book, as: .owner, at: time)
    }
}
