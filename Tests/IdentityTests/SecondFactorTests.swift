import Identity
import PostgreSQL
import ServerStore
import Sync
import TestOffice
import Testing

struct SecondFactorTests {
    private static let second = Office.now.microseconds / 1_000_000

    /// RFC 6238, appendix B: the last six of its eight digits.
    @Test(
        arguments: [
            (59, "287082"), (1_111_111_109, "081804"), (1_111_111_111, "050471"),
            (1_234_567_890, "005924"), (2_000_000_000, "279037"), (20_000_000_000, "353130"),
        ] as [(Int64, String)])
    func `the codes are those of RFC 6238`(second: Int64, code: String) {
        let secret = Array("12345678901234567890".utf8)
        #expect(
            OneTimePassword.code(secret, step: OneTimePassword.step(of: second)) == code)
    }

    static func secret(of text: String) -> [UInt8] {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        let bits = text.flatMap { letter in
            let value = alphabet.firstIndex(of: letter) ?? 0
            return (0..<5).map { value >> (4 - $0) & 1 }
        }
        return stride(from: 0, to: bits.count - 7, by: 8).map { start in
            UInt8(bits[start..<(start + 8)].reduce(0) { $0 << 1 | $1 })
        }
    }

    static func code(_ secret: [UInt8], _ stepsLater: Int64 = 0) -> String {
        OneTimePassword.code(secret, step: OneTimePassword.step(of: second) + stepsLater)
    }

    private static func signIn(
        _ desk: Desk, _ code: String?, later: Int = 0, password: String = Office.password
    ) async throws -> TokenPair {
        try await desk.reception.signIn(
            Credentials(email: "ann@example.com", password: password, totpCode: code),
            from: "192.0.2.1", at: Office.later(later))
    }

    private static func confirmed(
        _ body: (Office, Desk, PersonID, [UInt8]) async throws -> Void
    ) async throws {
        try await Office.with { office in
            let desk = try await office.desk()
            let ann = try await desk.person("ann")
            let factor = try await desk.reception.prepareSecondFactor(
                of: ann, password: Office.password, at: Office.now)
            let secret = secret(of: factor.secret)
            _ = try await signIn(desk, nil)
            _ = try await desk.reception.confirmSecondFactor(
                code(secret, -1), of: ann, at: Office.now)
            try await body(office, desk, ann, secret)
        }
    }

    @Test func `once confirmed, a code is asked for, and each is good for one sign-in`()
        async throws
    {
        try await Self.confirmed { office, desk, _, secret in
            await #expect(throws: IdentityError.totpRequired) { try await Self.signIn(desk, nil) }
            _ = try await Self.signIn(desk, Self.code(secret))
            let other = try await office.desk()
            for code in [Self.code(secret), Self.code(secret, -1)] {
                await #expect(throws: IdentityError.credentialsRefused) {
                    try await Self.signIn(other, code)
                }
            }
            _ = try await Self.signIn(other, Self.code(secret, 1), later: 30)
        }
    }

    @Test func `a code used while the clock was ahead does not lock its owner out`() async throws {
        try await Self.confirmed { _, desk, _, secret in
            _ = try await Self.signIn(desk, Self.code(secret, 2_880), later: 86_400)
            _ = try await Self.signIn(desk, Self.code(secret))
            await #expect(throws: IdentityError.credentialsRefused) {
                try await Self.signIn(desk, Self.code(secret))
            }
        }
    }

    @Test func `of eight sign-ins with one code at once, one gets in`() async throws {
        try await Self.confirmed { _, desk, _, secret in
            let admitted = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        do {
                            _ = try await Self.signIn(desk, Self.code(secret))
                            return 1
                        } catch IdentityError.credentialsRefused {
                            return 0
                        }
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect(admitted == 1)
        }
    }

    @Test func `a code without the password is worth nothing, nor an old one`() async throws {
        try await Self.confirmed { _, desk, _, secret in
            await #expect(throws: IdentityError.credentialsRefused) {
                try await Self.signIn(desk, Self.code(secret), password: "wrong password")
            }
            for code in [Self.code(secret, -2), Self.code(secret, 2), "", "00000", "abcdef"] {
                await #expect(throws: IdentityError.self) { try await Self.signIn(desk, code) }
            }
        }
    }

    @Test func `the secret lies sealed, and opens for nobody else`() async throws {
        try await Self.confirmed { office, desk, _, _ in
            let bob = try await desk.person("bob")
            try await office.pool.withConnection { connection in
                try connection.execute(
                    """
                    UPDATE people SET totp_sealed = (
                        SELECT totp_sealed FROM people WHERE email = 'ann@example.com'),
                        totp_confirmed_at = created_at
                    WHERE person_id = \(bob)
                    """)
            }
            await #expect(throws: (any Error).self) {
                try await desk.reception.signIn(
                    Credentials(
                        email: "bob@example.com", password: Office.password, totpCode: "123456"),
                    from: "192.0.2.1", at: Office.now)
            }
        }
    }

    @Test func `who knows the password may do without it again`() async throws {
        try await Self.confirmed { _, desk, ann, _ in
            await #expect(throws: IdentityError.credentialsRefused) {
                try await desk.reception.removeSecondFactor(
                    of: ann, password: "wrong password", at: Office.now)
            }
            try await desk.reception.removeSecondFactor(
                of: ann, password: Office.password, at: Office.now)
            _ = try await Self.signIn(desk, nil)
        }
    }

    @Test func `another key seals everything again, and running servers go on`() async throws {
        try await Self.confirmed { office, desk, _, secret in
            let old = "test:" + String(repeating: "5a", count: 32)
            let both = old + "\nnext:" + String(repeating: "b7", count: 32)
            let next = try await office.desk(keys: both)
            let rotation = SecretRotation(
                pool: office.pool, keeper: next.keeper, columns: [.signingKey, .totp])
            #expect(try await rotation.remaining() == 2)
            #expect(try await rotation.run().count == 2)
            #expect(try await rotation.run().count == 0)
            #expect(try await rotation.remaining() == 0)
            let alone = try await office.desk(
                keys: "next:" + String(repeating: "b7", count: 32))
            let token = try await Self.signIn(alone, Self.code(secret)).access
            _ = try await desk.reception.admit(
                bearer: token, to: nil, for: nil, at: Office.now)
        }
    }
}
