package import PostgreSQL
package import Sync

/// What helps who has lost the second factor: ten codes, told once, each good once.
extension Reception {
    /// Makes new codes for who knows the password; the old ones are worth nothing any more.
    package func renewRecoveryCodes(
        of person: PersonID, password: String, at time: Timestamp
    ) async throws -> [String] {
        try await confirm(password, of: person, at: time)
        let codes = try makeRecoveryCodes()
        try await pool.transaction { connection in
            let isAsked: Bool = try connection.value(
                """
                SELECT EXISTS (SELECT FROM people
                    WHERE person_id = \(person) AND totp_confirmed_at IS NOT NULL FOR UPDATE)
                """)
            guard isAsked else {
                throw IdentityError.fields(["totp": "There is no second factor."])
            }
            try connection.keepRecoveryCodes(codes, of: person)
        }
        return codes
    }

    /// How many are left.
    package func recoveryCodesLeft(of person: PersonID) async throws -> Int {
        try await pool.withConnection { connection in
            try connection.value(
                """
                SELECT count(*) FROM recovery_codes
                WHERE person_id = \(person) AND used_at IS NULL
                """)
        }
    }

    func makeRecoveryCodes() throws -> [String] {
        try (0..<RecoveryCode.count).map { _ in try RecoveryCode.make() }
    }

    /// Uses a code up; false when it is none of the person's, or was used.
    func takeRecoveryCode(
        _ digest: [UInt8], of person: PersonID, at time: Timestamp
    ) async throws -> Bool {
        try await pool.withConnection { connection in
            try connection.execute(
                """
                UPDATE recovery_codes SET used_at = \(time)
                WHERE person_id = \(person) AND code_hash = \(digest) AND used_at IS NULL
                """) == 1
        }
    }
}

extension Connection {
    /// Keeps codes in place of the old ones, as hashes.
    func keepRecoveryCodes(
        _ codes: [String], of person: PersonID
    ) throws(PostgreSQLError) {
        try forgetRecoveryCodes(of: person)
        let digests = codes.compactMap(RecoveryCode.digest)
        try execute(
            """
            INSERT INTO recovery_codes (person_id, code_hash)
            SELECT \(person), unnest(\(digests))
            """)
    }

    /// Makes every code worthless.
    func forgetRecoveryCodes(of person: PersonID) throws(PostgreSQLError) {
        try execute("DELETE FROM recovery_codes WHERE person_id = \(person)")
    }
}
