import HTTP
import Identity
import JSON
import PostgreSQL
import TestOffice
import Testing

/// The second factor, as programs switch it on and off.
struct SecondFactorRouteTests {
    /// Takes base 32 apart, as an authenticator app does.
    private static func code(_ secret: String) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        let bits = secret.flatMap { letter in
            let value = alphabet.firstIndex(of: letter) ?? 0
            return (0..<5).map { value >> (4 - $0) & 1 }
        }
        let bytes = stride(from: 0, to: bits.count - 7, by: 8).map { start in
            UInt8(bits[start..<(start + 8)].reduce(0) { $0 << 1 | $1 })
        }
        let second = Office.now.microseconds / 1_000_000
        return OneTimePassword.code(bytes, step: OneTimePassword.step(of: second))
    }

    @Test func `it takes the password, and tells recovery codes once`() async throws {
        try await Counter.with { counter in
            let book = try await counter.office.book()
            let token = try await counter.token(of: "ann", in: book, as: .owner)
            let ask = { (path: Target, body: JSONValue) async throws in
                try await counter.ask(.post, path, body, token: token)
            }
            let password: JSONValue = ["password": .string(Office.password)]
            #expect(try await ask("/auth/totp", [:]).status == 422)
            #expect(try await ask("/auth/totp", ["password": "not hers at all"]).status == 401)
            let prepared = try await ask("/auth/totp", password)
            #expect(prepared.status == 201)
            let secret = try #require(prepared.json["secret"]?.string)
            let confirmed = try await ask(
                "/auth/totp/confirm", ["code": .string(Self.code(secret))])
            let codes = try #require(confirmed.json["recovery_codes"]?.array)
            #expect(confirmed.status == 200 && codes.count == 10)
            let signIn: JSONValue = [
                "email": "ann@example.com", "password": .string(Office.password),
                "totp_code": codes[0],
            ]
            #expect(try await ask("/auth/login", signIn).status == 200)
            #expect(try await ask("/auth/login", signIn).status == 401)
            let profile = try await counter.ask(.get, "/auth/profile", token: token)
            #expect(profile.json["recovery_codes_left"] == 9)
            #expect(try await ask("/auth/totp/recovery-codes", [:]).status == 422)
            let renewed = try await ask("/auth/totp/recovery-codes", password)
            #expect(renewed.status == 201 && renewed.json["recovery_codes"]?.array?.count == 10)
        }
    }
}
