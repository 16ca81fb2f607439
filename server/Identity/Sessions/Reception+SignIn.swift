import Crypto
package import PostgreSQL
import Sync

extension Reception {
    /// Signs a person in.
    ///
    /// Whether there is nobody of this address, another password, or an account that was closed:
    /// the way is the same, with one hash computed, and so is the answer.
    package func signIn(
        _ credentials: Credentials, from address: String, at time: Timestamp
    ) async throws -> TokenPair {
        let person = try await recognize(credentials, from: address, at: time)
        return try await beginSession(of: person, at: time)
    }

    /// The person that the credentials are of.
    func recognize(
        _ credentials: Credentials, from address: String, at time: Timestamp
    ) async throws -> PersonID {
        let network = RateLimiter.network(of: address)
        try await limiter.take(policy.limits.signInPerAddress, by: network, at: time)
        // Text that cannot be an address goes the same way as an address of nobody.
        let key = EmailAddress(credentials.email)?.key ?? ""
        try await limiter.take(policy.limits.signInPerAccount, by: key, at: time)
        let known = try await pool.withConnection { try $0.account(key, at: time) }
        let isRight = try await matches(credentials.password, known?.hash ?? decoyHash)
        guard let known, known.hash != nil, isRight, !known.isDisabled else {
            throw IdentityError.credentialsRefused
        }
        guard let person = known.person else { throw IdentityError.notVerified }
        if let sealed = known.totp {
            try await check(credentials.totpCode, of: person, sealed: sealed, at: time)
        }
        try await limiter.forgive(policy.limits.signInPerAccount, by: key)
        try await renew(known.hash, of: person, credentials.password)
        return person
    }

    /// Ends one sign-in, on every server from now on.
    package func signOut(_ session: SessionID, at time: Timestamp) async throws {
        try await pool.transaction { connection in
            try connection.execute(
                """
                UPDATE sessions SET revoked_at = \(time)
                WHERE session_id = \(session) AND revoked_at IS NULL
                """)
        }
    }

    /// Whether a password belongs to a hash; told as a refusal when too many are asked about.
    func matches(_ password: String, _ hash: String) async throws -> Bool {
        do {
            // Longer ones were never accepted; hashing them would only cost.
            return try await hasher.matches(String(password.prefix(1_024)), hash)
        } catch CryptoError.busy {
            throw IdentityError.busy
        }
    }

    /// The hash of a password.
    func hash(_ password: String) async throws -> String {
        do {
            return try await hasher.hash(password)
        } catch CryptoError.busy {
            throw IdentityError.busy
        }
    }

    func beginSession(of person: PersonID, at time: Timestamp) async throws -> TokenPair {
        let session: SessionID = try mint(at: time)
        let refresh = try OpaqueToken.make(.refresh)
        let expiry = time.advanced(bySeconds: policy.sessionSeconds)
        try await pool.transaction { connection in
            try connection.forgetSessions(before: time)
            try connection.execute(
                """
                INSERT INTO sessions (session_id, person_id, created_at, expires_at, refreshed_at)
                VALUES (\(session), \(person), \(time), \(expiry), \(time))
                """)
            try connection.addRefreshToken(refresh, of: session, generation: 0)
        }
        return try await pair(person, session, generation: 0, refresh: refresh, at: time)
    }

    func pair(
        _ person: PersonID, _ session: SessionID, generation: Int64, refresh: String,
        at time: Timestamp
    ) async throws -> TokenPair {
        let key = try await signingKeys.signer(at: time)
        let second = time.microseconds / 1_000_000
        let claims = AccessClaims(
            person: person, session: session, generation: generation,
            expiry: second + Int64(policy.accessSeconds))
        let access = AccessToken.sign(
            claims, by: policy.issuer, issuedAt: second, with: key.signing, header: key.header)
        return TokenPair(
            access: access, refresh: refresh, lifetimeSeconds: policy.accessSeconds,
            person: person)
    }

    /// A hash that costs less than today's is made anew while the password is at hand.
    private func renew(_ hash: String?, of person: PersonID, _ password: String) async throws {
        guard let hash, hasher.isOutdated(hash) else { return }
        let anew = try await self.hash(password)
        try await pool.withConnection { connection in
            try connection.execute(
                """
                UPDATE people SET password_hash = \(anew)
                WHERE person_id = \(person) AND password_hash = \(hash)
                """)
        }
    }
}

/// What is known of an address that somebody signs in with.
private struct Account: Sendable {
    /// Nobody while the mailbox was not shown to be theirs.
    let person: PersonID?
    let hash: String?
    let isDisabled: Bool
    let totp: [UInt8]?
}

extension Connection {
    fileprivate func account(
        _ key: String, at time: Timestamp
    ) throws(PostgreSQLError) -> Account? {
        let query: Query = """
            SELECT person_id, password_hash, is_disabled,
                CASE WHEN totp_confirmed_at IS NULL THEN NULL ELSE totp_sealed END AS totp
            FROM people WHERE email_key = \(key)
            UNION ALL (
                SELECT NULL, password_hash, false, NULL FROM registrations
                WHERE email_key = \(key) AND expires_at > \(time) AND password_hash <> ''
                    AND NOT EXISTS (SELECT FROM people WHERE email_key = \(key))
                ORDER BY created_at DESC LIMIT 1)
            """
        return try first(query) { (row) throws(PostgreSQLError) in
            Account(
                person: try row.read(0), hash: try row.read(1), isDisabled: try row.read(2),
                totp: try row.read(3))
        }
    }

    /// Keeps what refreshes a session.
    func addRefreshToken(
        _ token: String, of session: SessionID, generation: Int64
    ) throws(PostgreSQLError) {
        try execute(
            """
            INSERT INTO refresh_tokens (token_hash, session_id, generation)
            VALUES (\(OpaqueToken.digest(token)), \(session), \(generation))
            """)
    }

    /// Some sign-ins that are long over go with each new one, so that they never pile up.
    fileprivate func forgetSessions(before time: Timestamp) throws(PostgreSQLError) {
        try execute(
            """
            WITH gone AS (
                DELETE FROM sessions WHERE session_id IN (
                    SELECT session_id FROM sessions WHERE expires_at <= \(time)
                    ORDER BY expires_at LIMIT 4 FOR UPDATE SKIP LOCKED)
                RETURNING session_id)
            DELETE FROM refresh_tokens WHERE session_id IN (SELECT session_id FROM gone)
            """)
    }
}
