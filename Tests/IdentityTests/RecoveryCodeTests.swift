import Identity
import PostgreSQL
import Sync
import TestOffice
import Testing

/// Who has lost the second factor.
struct RecoveryCodeTests {
    private static func signIn(_ desk: Desk, _ code: String?) async throws {
        _ = try await desk.reception.signIn(
            Credentials(email: "ann@example.com", password: Office.password, totpCode: code),
            from: "192.0.2.1", at: Office.now)
    }

    private static func with(
        _ body: (Office, Desk, PersonID, [String]) async throws -> Void
    ) async throws {
        try await Office.with { office in
            let desk = try await office.desk()
            let ann = try await desk.person("ann")
            let factor = try await desk.reception.prepareSecondFactor(
                of: ann, password: Office.password, at: Office.now)
            let code = SecondFactorTests.code(SecondFactorTests.secret(of: factor.secret))
            let codes = try await desk.reception.confirmSecondFactor(
                code, of: ann, at: Office.now)
            try await body(office, desk, ann, codes)
        }
    }

    @Test func `ten codes are told once, each good for one sign-in, and lie as hashes`()
        async throws
    {
        try await Self.with { office, desk, ann, codes in
            #expect(Set(codes).count == 10)
            try await Self.signIn(desk, codes[0])
            await #expect(throws: IdentityError.credentialsRefused) {
                try await Self.signIn(desk, codes[0])
            }
            try await Self.signIn(desk, " " + codes[1].lowercased().filter { $0 != "-" })
            #expect(try await desk.reception.recoveryCodesLeft(of: ann) == 8)
            let plain = try await office.number(
                """
                SELECT count(*) FROM recovery_codes
                WHERE position(convert_to(\(codes[2]), 'UTF8') IN code_hash) > 0
                """)
            #expect(plain == 0)
        }
    }

    @Test func `of eight sign-ins with one code at once, one gets in`() async throws {
        try await Self.with { _, desk, _, codes in
            let admitted = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        do {
                            try await Self.signIn(desk, codes[0])
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

    @Test func `new codes need the password, and make the old ones worthless`() async throws {
        try await Self.with { _, desk, ann, codes in
            await #expect(throws: IdentityError.credentialsRefused) {
                try await desk.reception.renewRecoveryCodes(
                    of: ann, password: "wrong password", at: Office.now)
            }
            let fresh = try await desk.reception.renewRecoveryCodes(
                of: ann, password: Office.password, at: Office.now)
            #expect(Set(fresh).isDisjoint(with: codes))
            await #expect(throws: IdentityError.credentialsRefused) {
                try await Self.signIn(desk, codes[0])
            }
            try await Self.signIn(desk, fresh[0])
        }
    }

    @Test func `codes are nobody else's, and go with the factor`() async throws {
        try await Self.with { office, desk, ann, codes in
            let bob = try await desk.person("bob")
            let factor = try await desk.reception.prepareSecondFactor(
                of: bob, password: Office.password, at: Office.now)
            let code = SecondFactorTests.code(SecondFactorTests.secret(of: factor.secret))
            _ = try await desk.reception.confirmSecondFactor(code, of: bob, at: Office.now)
            await #expect(throws: IdentityError.credentialsRefused) {
                try await desk.reception.signIn(
                    Credentials(
                        email: "bob@example.com", password: Office.password, totpCode: codes[0]),
                    from: "192.0.2.1", at: Office.now)
            }
            try await desk.reception.clearSecondFactor(of: ann)
            #expect(try await office.number("SELECT count(*) FROM recovery_codes") == 10)
            try await desk.reception.delete(bob, at: Office.now)
            #expect(try await office.number("SELECT count(*) FROM recovery_codes") == 0)
        }
    }

    @Test func `who found somebody signed in cannot give them a second factor`() async throws {
        try await Self.with { _, desk, ann, _ in
            let bob = try await desk.person("bob")
            await #expect(throws: IdentityError.credentialsRefused) {
                try await desk.reception.prepareSecondFactor(
                    of: bob, password: "wrong password", at: Office.now)
            }
            // One that is in use is not confirmed again, for new codes would follow from that.
            await #expect(throws: IdentityError.self) {
                try await desk.reception.confirmSecondFactor("000000", of: ann, at: Office.now)
            }
        }
    }
}
