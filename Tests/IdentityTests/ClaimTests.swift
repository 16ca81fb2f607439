import Crypto
import Identity
import JSON
import PostgreSQL
import ServerStore
import TestOffice
import Testing

/// Tokens that the office's own key has signed, and that say what they must not.
struct ClaimTests {
    /// Signs whatever claims a test likes, as a thief of the signing key would.
    private struct Forge: Sendable {
        let key: SigningKey
        let header: String
        let claims: [String: JSONValue]

        init(_ office: Office, _ desk: Desk, token: String) async throws {
            let parts = token.split(separator: ".").map(String.init)
            header = parts[0]
            let bytes = try #require(Base64URL.bytes(Array(parts[1].utf8)))
            claims = try #require(try JSONValue(parsing: bytes).object)
            let stored = try await office.pool.withConnection { connection in
                try connection.rows("SELECT key_id, seed_sealed FROM signing_keys") {
                    (row) throws(PostgreSQLError) -> (id: String, sealed: [UInt8]) in
                    (try row.read(0), try row.read(1))
                }
            }
            let first = try #require(stored.first)
            key = try SigningKey(
                seed: try desk.keeper.open(
                    first.sealed, for: SealedColumn.signingKey.purpose, of: Array(first.id.utf8)))
        }

        func token(_ change: (inout [String: JSONValue]) -> Void = { _ in }) -> String {
            var claims = claims
            change(&claims)
            let body = Base64URL.text(Array(JSONValue.object(claims).text().utf8))
            let signature = key.signature(of: Array("\(header).\(body)".utf8))
            return "\(header).\(body).\(Base64URL.text(signature))"
        }
    }

    @Test func `what the right key has signed is refused unless every claim is right`()
        async throws
    {
        try await Office.with { office in
            let desk = try await office.desk()
            _ = try await desk.person("ann")
            let forge = try await Forge(
                office, desk, token: try await desk.signIn("ann").access)
            _ = try await desk.reception.admit(
                bearer: forge.token(), to: nil, for: nil, at: Office.now)
            let changes: [(String, JSONValue?)] = [
                ("aud", "another-audience"), ("aud", ["counterfoil-api"]), ("aud", nil),
                ("iss", "https://evil.example"), ("iss", nil), ("exp", 0), ("exp", nil),
                ("exp", "9999999999"), ("sub", "019a9f3e-8c00-7000-8000-000000000001"),
                ("sub", nil), ("sid", "019a9f3e-8c00-7000-8000-000000000001"), ("sid", nil),
            ]
            for (name, value) in changes where forge.claims[name] != nil {
                let token = forge.token { $0[name] = value }
                await #expect(throws: IdentityError.tokenRefused, "\(name)") {
                    try await desk.reception.admit(
                        bearer: token, to: nil, for: nil, at: Office.now)
                }
            }
            #expect(forge.claims.keys.contains("aud") && forge.claims.keys.contains("exp"))
        }
    }

    @Test func `guessing links ends, whichever server is asked`() async throws {
        try await Office.with { office in
            let desks = [try await office.desk(), try await office.desk()]
            for number in 0..<30 {
                await #expect(throws: IdentityError.linkRefused) {
                    try await desks[number % 2].reception.reset(
                        "cfl_\(number)", to: Office.password, from: "192.0.2.1", at: Office.now)
                }
            }
            for desk in desks {
                let error = await #expect(throws: IdentityError.self) {
                    try await desk.reception.reset(
                        "cfl_x", to: Office.password, from: "192.0.2.1", at: Office.now)
                }
                guard case .limited = error else {
                    Issue.record("\(String(describing: error))")
                    continue
                }
            }
        }
    }
}
