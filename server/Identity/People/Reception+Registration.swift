package import PostgreSQL
package import Sync

extension Reception {
    private static let registrationSeconds = 86_400

    /// Registers somebody: a link goes to the mailbox, and following it makes the person.
    ///
    /// The link confirms the password that was typed with it, and no other registration's. Whoever
    /// registers an address that waits to be confirmed may be somebody else than who did before:
    /// the link of this one leads to where the mailbox's owner chooses the password.
    /// Whether the address belongs to somebody here is told to its mailbox and to nobody else.
    package func register(
        _ registration: Registration, from address: String, at time: Timestamp
    ) async throws {
        guard policy.isRegistrationOpen else { throw IdentityError.registrationClosed }
        try await limitLetters(to: registration.email, from: address, at: time)
        let hash = try await hash(registration.password)
        let token = try OpaqueToken.make(.link)
        let fresh = verification(
            of: registration, token: token, id: try mint(at: time))
        let known = Letter(
            id: try mint(at: time), kind: .alreadyRegistered, recipient: registration.email,
            name: registration.name, language: registration.language,
            link: policy.link("/account/forgot"))
        let expiry = time.advanced(bySeconds: Self.registrationSeconds)
        try await pool.transaction { connection in
            try connection.execute("DELETE FROM registrations WHERE expires_at <= \(time)")
            if try connection.isKnown(registration.email) {
                return try postbox.post(known, in: connection, at: time)
            }
            // One after the other, or both would be the first.
            try connection.lockRegistrations(of: registration.email)
            if let again = try repeated(registration.email, token, in: connection, at: time) {
                return try postbox.post(again, in: connection, at: time)
            }
            try connection.keep(registration, hash: hash, token: token, at: time, until: expiry)
            try postbox.post(fresh, in: connection, at: time)
        }
    }

    /// Sends a link to whoever has registered and not followed the first one. It confirms no
    /// password: who asks for it need not be who has registered, so the mailbox's owner chooses.
    package func resendVerification(
        to email: EmailAddress, from address: String, at time: Timestamp
    ) async throws {
        try await limitLetters(to: email, from: address, at: time)
        let token = try OpaqueToken.make(.link)
        let nobody: PersonID = try mint(at: time)
        let rehearsed = Letter(
            id: try mint(at: time), kind: .verification, recipient: email, name: "",
            language: "en", link: policy.link("/account/reset", token: token),
            hours: Self.registrationSeconds / 3_600)
        try await pool.transaction { connection in
            if let again = try repeated(email, token, in: connection, at: time) {
                return try postbox.post(again, in: connection, at: time)
            }
            // The same is done for nobody, so that the time of the answer tells nothing.
            try connection.addLink(token, .reset, of: nobody, at: time, until: time)
            try await postbox.rehearse(rehearsed, in: connection, at: time)
        }
    }

    /// Keeps one more link for an address that has registered; the letter that brings it.
    private func repeated(
        _ email: EmailAddress, _ token: String, in connection: isolated Connection,
        at time: Timestamp
    ) throws -> Letter? {
        let expiry = time.advanced(bySeconds: Self.registrationSeconds)
        guard
            let found = try connection.repeatRegistration(
                email, token: token, at: time, until: expiry)
        else { return nil }
        return Letter(
            id: try mint(at: time), kind: .verification, recipient: email, name: found.name,
            language: found.language, link: policy.link("/account/reset", token: token),
            hours: Self.registrationSeconds / 3_600)
    }

    private func verification(
        of registration: Registration, token: String, id: LetterID
    ) -> Letter {
        Letter(
            id: id, kind: .verification, recipient: registration.email,
            name: registration.name, language: registration.language,
            link: policy.link("/account/verify", token: token),
            hours: Self.registrationSeconds / 3_600)
    }

    /// Makes the person who followed the link.
    @discardableResult
    package func verify(
        _ token: String, from address: String, at time: Timestamp
    ) async throws -> PersonID {
        try await limitLinks(from: address, at: time)
        let digest = OpaqueToken.digest(token)
        let person: PersonID = try mint(at: time)
        return try await pool.transaction { connection in
            guard let email = try connection.settle(digest, as: person, at: time) else {
                throw IdentityError.linkRefused
            }
            try connection.execute("DELETE FROM registrations WHERE email_key = \(email)")
            return person
        }
    }

    func limitLetters(
        to email: EmailAddress, from address: String, at time: Timestamp
    ) async throws {
        let network = RateLimiter.network(of: address)
        try await limiter.take(policy.limits.lettersPerAddress, by: network, at: time)
        try await limiter.take(policy.limits.lettersPerMailbox, by: email.key, at: time)
    }

    func limitLinks(from address: String, at time: Timestamp) async throws {
        let network = RateLimiter.network(of: address)
        try await limiter.take(policy.limits.linksPerAddress, by: network, at: time)
    }
}

extension Connection {
    /// Whether somebody of this address is here.
    func isKnown(_ email: EmailAddress) throws(PostgreSQLError) -> Bool {
        try value("SELECT EXISTS (SELECT FROM people WHERE email_key = \(email.key))")
    }

    fileprivate func keep(
        _ registration: Registration, hash: String, token: String, at time: Timestamp,
        until expiry: Timestamp
    ) throws(PostgreSQLError) {
        try execute(
            """
            INSERT INTO registrations (token_hash, email, email_key, name, language,
                password_hash, created_at, expires_at)
            VALUES (\(OpaqueToken.digest(token)), \(registration.email.text),
                \(registration.email.key), \(registration.name), \(registration.language),
                \(hash), \(time), \(expiry))
            """)
    }

    fileprivate func lockRegistrations(of email: EmailAddress) throws(PostgreSQLError) {
        try execute("SELECT pg_advisory_xact_lock(hashtextextended(\(email.key), 0))")
    }

    /// The first registration of an address under one more link, which confirms no password; whom
    /// to write to, and how.
    fileprivate func repeatRegistration(
        _ email: EmailAddress, token: String, at time: Timestamp, until expiry: Timestamp
    ) throws(PostgreSQLError) -> (name: String, language: String)? {
        let query: Query = """
            INSERT INTO registrations (token_hash, email, email_key, name, language,
                password_hash, created_at, expires_at)
            SELECT \(OpaqueToken.digest(token)), email, email_key, name, language,
                '', created_at, \(expiry)
            FROM registrations WHERE email_key = \(email.key) AND expires_at > \(time)
                AND NOT EXISTS (SELECT FROM people WHERE email_key = \(email.key))
            ORDER BY created_at LIMIT 1
            RETURNING name, language
            """
        return try first(query) { (row) throws(PostgreSQLError) in
            (name: try row.read(0), language: try row.read(1))
        }
    }

    /// Whether a link makes a person of whoever chooses a password.
    func hasOpenRegistration(
        _ digest: [UInt8], at time: Timestamp
    ) throws(PostgreSQLError) -> Bool {
        try value(
            """
            SELECT EXISTS (SELECT FROM registrations AS r WHERE token_hash = \(digest)
                AND password_hash = '' AND expires_at > \(time)
                AND NOT EXISTS (SELECT FROM people AS p WHERE p.email_key = r.email_key))
            """)
    }

    /// Makes a person who has chosen a password by such a link; false when it is void.
    func settleOpenRegistration(
        _ digest: [UInt8], as person: PersonID, hash: String, at time: Timestamp
    ) throws(PostgreSQLError) -> Bool {
        try execute(
            """
            UPDATE registrations SET password_hash = \(hash)
            WHERE token_hash = \(digest) AND password_hash = '' AND expires_at > \(time)
            """)
        guard let email = try settle(digest, as: person, at: time) else { return false }
        try execute("DELETE FROM registrations WHERE email_key = \(email)")
        return true
    }

    /// Makes a person of a registration; the key of the address when there was one and nobody of
    /// that address came before.
    fileprivate func settle(
        _ digest: [UInt8], as person: PersonID, at time: Timestamp
    ) throws(PostgreSQLError) -> String? {
        let query: Query = """
            INSERT INTO people (person_id, email, email_key, name, language, password_hash,
                created_at)
            SELECT \(person), email, email_key, name, language, password_hash, \(time)
            FROM registrations WHERE token_hash = \(digest) AND expires_at > \(time)
                AND password_hash <> ''
            ON CONFLICT (email_key) DO NOTHING
            RETURNING email_key
            """
        return try first(query) { (row) throws(PostgreSQLError) in try row.read(0) }
    }
}
