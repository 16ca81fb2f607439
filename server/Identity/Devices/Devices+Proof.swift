import Bytes
import Crypto
package import PostgreSQL
import ServerStore

extension Devices {
    private static let challengeLifetimeSeconds = 60
    /// How long a token is good for.
    package static let tokenLifetimeSeconds = 3_600

    /// Asks a laptop a question that only its key can answer.
    ///
    /// An unknown laptop is asked too: who is known here is nobody's business.
    package func challenge(
        _ identity: DeviceIdentity, at time: Timestamp
    ) async throws -> [UInt8] {
        let nonce = try SecureRandom.bytes(32)
        let expiry = time.advanced(bySeconds: Self.challengeLifetimeSeconds)
        try await pool.transaction { connection in
            try connection.execute("DELETE FROM challenges WHERE expires_at <= \(time)")
            try connection.execute(
                """
                INSERT INTO challenges (nonce_hash, book_id, device_id, expires_at)
                SELECT \(SHA256.digest(nonce)), book_id, device_id, \(expiry)
                FROM devices WHERE book_id = \(identity.book) AND device_id = \(identity.device)
                    AND revoked_at IS NULL
                """)
        }
        return nonce
    }

    /// Gives a token to the laptop that signed the question.
    package func token(
        for nonce: [UInt8], signature: [UInt8],
        statement: @Sendable (DeviceIdentity) -> [UInt8], at time: Timestamp
    ) async throws -> String {
        let token = Hexadecimal.text(try SecureRandom.bytes(32))
        let expiry = time.advanced(bySeconds: Self.tokenLifetimeSeconds)
        let asked = try await take(nonce, at: time)
        guard
            try VerifyingKey(bytes: asked.key).accepts(signature, of: statement(asked.identity))
        else { throw IdentityError.signatureRefused }
        try await pool.transaction { connection in
            try connection.execute("DELETE FROM device_tokens WHERE expires_at <= \(time)")
            try connection.execute(
                """
                INSERT INTO device_tokens (token_hash, book_id, device_id, expires_at)
                VALUES (\(Self.digest(token)), \(asked.identity.book),
                    \(asked.identity.device), \(expiry))
                """)
            try connection.execute(
                """
                UPDATE devices SET last_seen_at = \(time)
                WHERE book_id = \(asked.identity.book) AND device_id = \(asked.identity.device)
                """)
        }
        return token
    }

    /// The laptop that a token was given to.
    package func identity(of token: String, at time: Timestamp) async throws -> DeviceIdentity {
        try await holder(of: token, at: time).identity
    }

    /// The laptop that a token was given to, whose it is, and what they may do now.
    ///
    /// A laptop that was revoked, or whose owner left the book or was locked out, is refused from
    /// that moment on.
    package func holder(of token: String, at time: Timestamp) async throws -> DeviceHolder {
        guard let token = try await reader.token(of: Self.digest(token)), token.expiry > time
        else { throw IdentityError.tokenRefused }
        return token.holder
    }

    /// Takes a question back, so that it is answered once.
    private func take(
        _ nonce: [UInt8], at time: Timestamp
    ) async throws -> (identity: DeviceIdentity, key: [UInt8]) {
        let digest = SHA256.digest(nonce)
        let asked: (identity: DeviceIdentity, key: [UInt8])? = try await pool.withConnection {
            connection in
            try connection.first(
                """
                DELETE FROM challenges AS c USING devices AS d
                WHERE c.nonce_hash = \(digest) AND c.expires_at > \(time)
                    AND d.book_id = c.book_id AND d.device_id = c.device_id AND d.revoked_at IS NULL
                RETURNING d.book_id, d.device_id, d.public_key
                """
            ) { (row) throws(PostgreSQLError) in
                let identity = DeviceIdentity(book: try row.read(0), device: try row.read(1))
                return (identity: identity, key: try row.read(2))
            }
        }
        guard let asked else { throw IdentityError.challengeRefused }
        return asked
    }

    static func digest(_ token: String) -> [UInt8] { SHA256.digest(Array(token.utf8)) }
}
