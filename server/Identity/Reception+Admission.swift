package import PostgreSQL
package import Sync

/// Authorisation: the one way from a credential to what its holder may do.
extension Reception {
    /// Lets in whoever shows a credential, to a book and for a purpose.
    ///
    /// Without a book it is the one that the credential belongs to, or the person's default. A
    /// book that they do not belong to does not exist for them; with no permission asked for, the
    /// caller's seat is simply empty then.
    package func admit(
        bearer token: String, to book: BookID?, for permission: Permission?, at time: Timestamp
    ) async throws -> Caller {
        let caller = try await caller(bearer: token, book: book, at: time)
        if let permission { _ = try caller.seat(in: book, for: permission) }
        return caller
    }

    /// What an access token says, its signature checked anew; whether it still stands is not
    /// asked.
    package func claims(
        ofUnseen token: String, at time: Timestamp
    ) async throws -> AccessClaims {
        try await tokens.claims(ofUnseen: token, at: time)
    }

    private func caller(
        bearer token: String, book: BookID?, at time: Timestamp
    ) async throws -> Caller {
        if token.hasPrefix(OpaqueToken.Kind.apiKey.rawValue) {
            return try await programCaller(key: token, at: time)
        }
        if token.hasPrefix("ey") {
            let claims = try await tokens.claims(of: token, at: time)
            return try await personCaller(claims, book: book, at: time)
        }
        return try await deviceCaller(token: token, at: time)
    }

    private func personCaller(
        _ claims: AccessClaims, book: BookID?, at time: Timestamp
    ) async throws -> Caller {
        let found = try await pool.withConnection { connection in
            let found = try connection.standing(of: claims, in: book, at: time)
            if let found, found.usedGeneration < claims.generation {
                try connection.noteUse(of: claims)
            }
            return found
        }
        guard let found else { throw IdentityError.tokenRefused }
        return Caller(
            credential: .session(claims.session), person: claims.person, seat: found.seat)
    }

    private func programCaller(key: String, at time: Timestamp) async throws -> Caller {
        guard let book = OpaqueToken.book(of: key, .apiKey) else {
            throw IdentityError.tokenRefused
        }
        let digest = OpaqueToken.digest(key)
        let found = try await pool.withConnection { connection in
            try connection.keyHolder(digest, in: book, at: time)
        }
        guard let found, let role = Role(rawValue: found.role),
            let limit = Role(rawValue: found.personRole)
        else { throw IdentityError.tokenRefused }
        return Caller(
            credential: .apiKey(found.key), person: found.person,
            seat: Seat(book: book, role: role.capped(by: limit)))
    }

    private func deviceCaller(token: String, at time: Timestamp) async throws -> Caller {
        let holder = try await Devices(pool: pool).holder(of: token, at: time)
        return Caller(
            credential: .device(holder.identity), person: holder.person,
            seat: Seat(book: holder.identity.book, role: holder.role))
    }
}

private struct Standing: Sendable {
    let usedGeneration: Int64
    let seat: Seat?
}

private struct KeyHolder: Sendable {
    let key: APIKeyID
    let person: PersonID
    let role: String
    let personRole: String
}

extension Connection {
    /// Whether a sign-in still stands, and the seat that its person has.
    fileprivate func standing(
        of claims: AccessClaims, in book: BookID?, at time: Timestamp
    ) throws(PostgreSQLError) -> Standing? {
        let query: Query = """
            SELECT s.used_generation, m.book_id, m.role
            FROM sessions AS s JOIN people AS p ON p.person_id = s.person_id
            LEFT JOIN LATERAL (
                SELECT book_id, role FROM members AS m
                WHERE m.person_id = s.person_id
                    AND (\(orNull: book) IS NULL OR m.book_id = \(orNull: book))
                ORDER BY (m.book_id = p.default_book_id) DESC NULLS LAST, m.joined_at, m.book_id
                LIMIT 1
            ) AS m ON true
            WHERE s.session_id = \(claims.session) AND s.person_id = \(claims.person)
                AND s.revoked_at IS NULL AND s.expires_at > \(time) AND NOT p.is_disabled
            """
        return try first(query) { (row) throws(PostgreSQLError) in
            let (book, role): (BookID?, String?) = (try row.read(1), try row.read(2))
            let seat = book.flatMap { book in
                role.flatMap(Role.init(rawValue:)).map { Seat(book: book, role: $0) }
            }
            return Standing(usedGeneration: try row.read(0), seat: seat)
        }
    }

    /// Remembers that the newest tokens of a sign-in arrived where they were sent.
    fileprivate func noteUse(of claims: AccessClaims) throws(PostgreSQLError) {
        try execute(
            """
            UPDATE sessions SET used_generation = \(claims.generation)
            WHERE session_id = \(claims.session) AND used_generation < \(claims.generation)
            """)
    }

    fileprivate func keyHolder(
        _ digest: [UInt8], in book: BookID, at time: Timestamp
    ) throws(PostgreSQLError) -> KeyHolder? {
        let query: Query = """
            SELECT k.api_key_id, k.person_id, k.role, m.role
            FROM api_keys AS k JOIN people AS p ON p.person_id = k.person_id
            JOIN members AS m ON m.book_id = k.book_id AND m.person_id = k.person_id
            WHERE k.book_id = \(book) AND k.key_hash = \(digest) AND k.revoked_at IS NULL
                AND (k.expires_at IS NULL OR k.expires_at > \(time)) AND NOT p.is_disabled
            """
        return try first(query) { (row) throws(PostgreSQLError) in
            KeyHolder(
                key: try row.read(0), person: try row.read(1), role: try row.read(2),
                personRole: try row.read(3))
        }
    }
}
