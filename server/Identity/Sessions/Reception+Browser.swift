package import PostgreSQL
package import Sync

/// Browsers that are signed in to the few pages: a cookie holds a token, the database its hash.
extension Reception {
    /// How long a browser stays signed in.
    package static let browserSeconds = 8 * 3_600

    /// Signs a browser in; what its cookie shall hold.
    package func signInBrowser(
        _ credentials: Credentials, from address: String, at time: Timestamp
    ) async throws -> String {
        let person = try await recognize(credentials, from: address, at: time)
        return try await beginBrowserSession(of: person, at: time)
    }

    /// Begins a session of a browser; what its cookie shall hold.
    func beginBrowserSession(of person: PersonID, at time: Timestamp) async throws -> String {
        let token = try OpaqueToken.make(.browser)
        let expiry = time.advanced(bySeconds: Self.browserSeconds)
        try await pool.transaction { connection in
            try connection.execute("DELETE FROM browser_sessions WHERE expires_at <= \(time)")
            try connection.execute(
                """
                INSERT INTO browser_sessions (token_hash, person_id, expires_at)
                VALUES (\(OpaqueToken.digest(token)), \(person), \(expiry))
                """)
        }
        return token
    }

    /// Who is signed in with a cookie; nobody when it holds nothing that counts.
    package func person(inBrowser token: String, at time: Timestamp) async throws -> PersonID? {
        let digest = OpaqueToken.digest(token)
        return try await pool.withConnection { connection in
            try connection.first(
                """
                SELECT p.person_id FROM browser_sessions AS b
                JOIN people AS p ON p.person_id = b.person_id
                WHERE b.token_hash = \(digest) AND b.expires_at > \(time) AND NOT p.is_disabled
                """
            ) { (row) throws(PostgreSQLError) in try row.read(0) }
        }
    }

    /// Signs a browser out.
    package func signOutBrowser(_ token: String) async throws {
        let digest = OpaqueToken.digest(token)
        try await pool.withConnection { connection in
            try connection.execute("DELETE FROM browser_sessions WHERE token_hash = \(digest)")
        }
    }
}
