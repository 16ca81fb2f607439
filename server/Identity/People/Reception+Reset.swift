package import PostgreSQL
package import Sync

extension Reception {
    private static let resetSeconds = 3_600

    /// Sends a link by which a new password can be chosen, if somebody is here of this address. For
    /// nobody the same is done, and what is left of it is of no use to anybody.
    package func requestReset(
        of email: EmailAddress, from address: String, at time: Timestamp
    ) async throws {
        try await limitLetters(to: email, from: address, at: time)
        let token = try OpaqueToken.make(.link)
        let link = policy.link("/account/reset", token: token)
        let id: LetterID = try mint(at: time)
        let expiry = time.advanced(bySeconds: Self.resetSeconds)
        let nobody: PersonID = try mint(at: time)
        try await pool.transaction { connection in
            let found = try connection.person(email)
            let person = found?.person ?? nobody
            try connection.addLink(token, .reset, of: person, at: time, until: expiry)
            let letter = Letter(
                id: id, kind: .passwordReset, recipient: email, name: found?.name ?? "",
                language: found?.language ?? "en", link: link,
                hours: Self.resetSeconds / 3_600)
            if found != nil {
                try postbox.post(letter, in: connection, at: time)
            } else {
                try await postbox.rehearse(letter, in: connection, at: time)
            }
        }
    }

    /// A link by which a person chooses a password, for whoever runs the server.
    package func resetLink(of person: PersonID, at time: Timestamp) async throws -> String {
        let token = try OpaqueToken.make(.link)
        let expiry = time.advanced(bySeconds: 24 * Self.resetSeconds)
        try await pool.transaction { connection in
            try connection.addLink(token, .reset, of: person, at: time, until: expiry)
        }
        return policy.link("/account/reset", token: token)
    }

    /// Sets the password that whoever followed the link has chosen, and ends every sign-in. Where
    /// the link was sent to confirm a mailbox, it makes the person.
    package func reset(
        _ token: String, to password: String, from address: String, at time: Timestamp
    ) async throws {
        try await limitLinks(from: address, at: time)
        if let objection = PasswordRule.objection(to: password, of: nil) {
            throw IdentityError.fields(["password": objection])
        }
        let digest = OpaqueToken.digest(token)
        let isGood = try await pool.withConnection { connection in
            try connection.hasLink(digest, .reset, at: time)
                || connection.hasOpenRegistration(digest, at: time)
        }
        guard isGood else { throw IdentityError.linkRefused }
        let hash = try await hash(password)
        let id: LetterID = try mint(at: time)
        let newcomer: PersonID = try mint(at: time)
        try await pool.transaction { connection in
            if try connection.hasOpenRegistration(digest, at: time) {
                let isSettled = try connection.settleOpenRegistration(
                    digest, as: newcomer, hash: hash, at: time)
                guard isSettled else { throw IdentityError.linkRefused }
                return
            }
            guard let person = try connection.takeLink(digest, .reset, at: time) else {
                throw IdentityError.linkRefused
            }
            try connection.execute(
                "DELETE FROM one_time_links WHERE person_id = \(person) AND kind = 'reset'")
            try changePassword(of: person, to: hash, letter: id, in: connection, at: time)
        }
    }

    /// Sets another password for a person who knows the present one; the sign-in that asks goes
    /// on, every other one ends.
    package func changePassword(
        of person: PersonID, from present: String, to password: String,
        keeping session: SessionID?, at time: Timestamp
    ) async throws {
        if let objection = PasswordRule.objection(to: password, of: nil) {
            throw IdentityError.fields(["password": objection])
        }
        do {
            try await confirm(present, of: person, at: time)
        } catch IdentityError.credentialsRefused {
            throw IdentityError.fields(["current_password": "It is not the present password."])
        }
        let hash = try await hash(password)
        let id: LetterID = try mint(at: time)
        try await pool.transaction { connection in
            try changePassword(
                of: person, to: hash, keeping: session, letter: id, in: connection, at: time)
        }
    }

    private func changePassword(
        of person: PersonID, to hash: String, keeping session: SessionID? = nil, letter: LetterID,
        in connection: isolated Connection, at time: Timestamp
    ) throws {
        let found: (email: String, name: String, language: String)? = try connection.first(
            """
            UPDATE people SET password_hash = \(hash) WHERE person_id = \(person)
            RETURNING email, name, language
            """
        ) { (row) throws(PostgreSQLError) in
            (email: try row.read(0), name: try row.read(1), language: try row.read(2))
        }
        guard let found, let email = EmailAddress(found.email) else {
            throw IdentityError.linkRefused
        }
        try connection.endSessions(of: person, except: session, at: time)
        try postbox.post(
            Letter(
                id: letter, kind: .passwordChanged, recipient: email, name: found.name,
                language: found.language, link: policy.link("/account/forgot")),
            in: connection, at: time)
    }
}

/// What a one-time link is for.
enum LinkKind: String {
    case reset
    case owner
}

extension Connection {
    fileprivate func person(
        _ email: EmailAddress
    ) throws(PostgreSQLError) -> (person: PersonID, name: String, language: String)? {
        let query: Query = """
            SELECT person_id, name, language FROM people
            WHERE email_key = \(email.key) AND NOT is_disabled
            """
        return try first(query) { (row) throws(PostgreSQLError) in
            (person: try row.read(0), name: try row.read(1), language: try row.read(2))
        }
    }

    /// Keeps a link; earlier ones of its kind for the person are void.
    func addLink(
        _ token: String, _ kind: LinkKind, of person: PersonID?, at time: Timestamp,
        until expiry: Timestamp
    ) throws(PostgreSQLError) {
        try execute(
            """
            DELETE FROM one_time_links WHERE expires_at <= \(time)
                OR (person_id IS NOT DISTINCT FROM \(orNull: person) AND kind = \(kind.rawValue))
            """)
        try execute(
            """
            INSERT INTO one_time_links (token_hash, kind, person_id, expires_at)
            VALUES (\(OpaqueToken.digest(token)), \(kind.rawValue), \(orNull: person), \(expiry))
            """)
    }

    fileprivate func hasLink(
        _ digest: [UInt8], _ kind: LinkKind, at time: Timestamp
    ) throws(PostgreSQLError) -> Bool {
        try value(
            """
            SELECT EXISTS (SELECT FROM one_time_links WHERE token_hash = \(digest)
                AND kind = \(kind.rawValue) AND expires_at > \(time))
            """)
    }

    /// Uses a link up; whose it was.
    fileprivate func takeLink(
        _ digest: [UInt8], _ kind: LinkKind, at time: Timestamp
    ) throws(PostgreSQLError) -> PersonID? {
        let query: Query = """
            DELETE FROM one_time_links WHERE token_hash = \(digest) AND kind = \(kind.rawValue)
                AND expires_at > \(time) RETURNING person_id
            """
        return try first(query) { (row) throws(PostgreSQLError) in try row.read(0) }
    }
}
