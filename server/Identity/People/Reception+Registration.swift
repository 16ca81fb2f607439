package import PostgreSQL
package import Sync

extension Reception {
    private static let registrationSeconds = 86_400

    /// Registers somebody: a link goes to the mailbox, and following it makes the person.
    ///
    /// Whether the address belongs to somebody here is told to its mailbox and to nobody else.
    package func register(
        _ registration: Registration, from address: String, at time: Timestamp
    ) async throws {
        guard policy.isRegistrationOpen else { throw IdentityError.registrationClosed }
        try await limitLetters(to: registration.email, from: address, at: time)
        let hash = try await hash(registration.password)
        let token = try OpaqueToken.make(.link)
        let link = policy.link("/account/verify", token: token)
        let fresh = Letter(
            id: try mint(at: time), kind: .verification, recipient: registration.email,
            name: registration.name, language: registration.language, link: link,
            hours: Self.registrationSeconds / 3_600)
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
            try connection.keep(registration, hash: hash, token: token, at: time, until: expiry)
            try postbox.post(fresh, in: connection, at: time)
        }
    }

    /// Sends the link once more, to whoever has registered and not followed it.
    package func resendVerification(
        to email: EmailAddress, from address: String, at time: Timestamp
    ) async throws {
        try await limitLetters(to: email, from: address, at: time)
        let token = try OpaqueToken.make(.link)
        let expiry = time.advanced(bySeconds: Self.registrationSeconds)
        let id: LetterID = try mint(at: time)
        let link = policy.link("/account/verify", token: token)
        try await pool.transaction { connection in
            guard
                let found = try connection.repeatRegistration(
                    email, token: token, at: time, until: expiry)
            else { return }
            let letter = Letter(
                id: id, kind: .verification, recipient: email, name: found.name,
                language: found.language, link: link, hours: Self.registrationSeconds / 3_600)
            try postbox.post(letter, in: connection, at: time)
        }
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

    /// The newest registration of an address under one more link; whom to write to, and how.
    fileprivate func repeatRegistration(
        _ email: EmailAddress, token: String, at time: Timestamp, until expiry: Timestamp
    ) throws(PostgreSQLError) -> (name: String, language: String)? {
        let query: Query = """
            INSERT INTO registrations (token_hash, email, email_key, name, language,
                password_hash, created_at, expires_at)
            SELECT \(OpaqueToken.digest(token)), email, email_key, name, language,
                password_hash, created_at, \(expiry)
            FROM registrations WHERE email_key = \(email.key) AND expires_at > \(time)
            ORDER BY created_at DESC LIMIT 1
            RETURNING name, language
            """
        return try first(query) { (row) throws(PostgreSQLError) in
            (name: try row.read(0), language: try row.read(1))
        }
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
            ON CONFLICT (email_key) DO NOTHING
            RETURNING email_key
            """
        return try first(query) { (row) throws(PostgreSQLError) in try row.read(0) }
    }
}
