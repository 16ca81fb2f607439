import Bytes
import Crypto
package import PostgreSQL
import ServerStore
package import Sync

/// A second factor that waits to be confirmed.
package struct SecondFactor: Hashable, Sendable {
    /// The secret, as a person types it into an app.
    package let secret: String
    /// The same as an address that apps understand, to be shown as a QR code.
    package let address: String
}

extension Reception {
    /// Makes a secret for a second factor; it counts once a code of it was shown. The password
    /// shows that it is the person who wants it, and nobody who found them signed in.
    package func prepareSecondFactor(
        of person: PersonID, password: String, at time: Timestamp
    ) async throws -> SecondFactor {
        try await confirm(password, of: person, at: time)
        let secret = try SecureRandom.bytes(OneTimePassword.secretByteCount)
        let sealed = try keeper.seal(secret, for: SealedColumn.totp.purpose, of: person.bytes)
        let email: String? = try await pool.transaction { connection in
            try connection.first(
                """
                UPDATE people SET totp_sealed = \(sealed), totp_step = 0
                WHERE person_id = \(person) AND totp_confirmed_at IS NULL RETURNING email
                """
            ) { (row) throws(PostgreSQLError) in try row.read(0) }
        }
        guard let email else {
            throw IdentityError.fields(["totp": "There is a second factor; remove it first."])
        }
        let text = OneTimePassword.text(secret)
        return SecondFactor(
            secret: text,
            address: "otpauth://totp/Counterfoil:\(email)?secret=\(text)&issuer=Counterfoil")
    }

    /// From now on a code is asked for at every sign-in; the codes for who loses the factor.
    package func confirmSecondFactor(
        _ code: String, of person: PersonID, at time: Timestamp
    ) async throws -> [String] {
        let found: [UInt8]?? = try await pool.withConnection { connection in
            try connection.first(
                """
                SELECT totp_sealed FROM people
                WHERE person_id = \(person) AND totp_confirmed_at IS NULL
                """
            ) { (row) throws(PostgreSQLError) in try row.read(0, as: [UInt8]?.self) }
        }
        let nothing = IdentityError.fields(["totp": "There is no second factor to confirm."])
        guard let found, let sealed = found else { throw nothing }
        try await check(code, of: person, sealed: sealed, at: time)
        let codes = try makeRecoveryCodes()
        try await pool.transaction { connection in
            let count = try connection.execute(
                """
                UPDATE people SET totp_confirmed_at = \(time)
                WHERE person_id = \(person) AND totp_sealed = \(sealed)
                    AND totp_confirmed_at IS NULL
                """)
            guard count == 1 else { throw nothing }
            try connection.keepRecoveryCodes(codes, of: person)
        }
        return codes
    }

    /// Asks for no code any more; the password shows that it is the person who wants it.
    package func removeSecondFactor(
        of person: PersonID, password: String, at time: Timestamp
    ) async throws {
        try await confirm(password, of: person, at: time)
        try await clearSecondFactor(of: person)
    }

    /// Asks for no code any more, for whoever runs the server.
    package func clearSecondFactor(of person: PersonID) async throws {
        try await pool.transaction { connection in
            try connection.execute(
                """
                UPDATE people SET totp_sealed = NULL, totp_confirmed_at = NULL, totp_step = 0
                WHERE person_id = \(person)
                """)
            try connection.forgetRecoveryCodes(of: person)
        }
    }

    /// So many steps after the present one, ten minutes, a used step is no clock's difference any
    /// more: it was used while a clock was ahead, and says nothing about the steps before it.
    private static var credibleSteps: Int64 { 20 }

    /// Checks a code; each step, and each recovery code, is good for one sign-in, on whichever
    /// server.
    func check(
        _ code: String?, of person: PersonID, sealed: [UInt8], at time: Timestamp
    ) async throws {
        guard let code, !code.isEmpty else { throw IdentityError.totpRequired }
        if let digest = RecoveryCode.digest(of: code) {
            guard try await takeRecoveryCode(digest, of: person, at: time) else {
                throw IdentityError.credentialsRefused
            }
            return
        }
        let secret = try keeper.open(sealed, for: SealedColumn.totp.purpose, of: person.bytes)
        let second = time.microseconds / 1_000_000
        guard let step = OneTimePassword.step(matching: code, secret, at: second) else {
            throw IdentityError.credentialsRefused
        }
        let isFresh = try await pool.withConnection { connection in
            try connection.execute(
                """
                UPDATE people SET totp_step = \(step)
                WHERE person_id = \(person)
                    AND (totp_step < \(step) OR totp_step > \(step + Self.credibleSteps))
                """) == 1
        }
        guard isFresh else { throw IdentityError.credentialsRefused }
    }

    /// Makes sure that the person at the keyboard knows the password.
    func confirm(_ password: String, of person: PersonID, at time: Timestamp) async throws {
        try await limiter.take(policy.limits.signInPerAccount, by: person.text, at: time)
        let hash: String?? = try await pool.withConnection { connection in
            try connection.first(
                "SELECT password_hash FROM people WHERE person_id = \(person)"
            ) { (row) throws(PostgreSQLError) in try row.read(0, as: String?.self) }
        }
        let isRight = try await matches(password, (hash ?? nil) ?? decoyHash)
        guard hash != nil, isRight else { throw IdentityError.credentialsRefused }
        try await limiter.forgive(policy.limits.signInPerAccount, by: person.text)
    }
}
