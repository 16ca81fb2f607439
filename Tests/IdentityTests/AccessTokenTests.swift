import Crypto
import Identity
import JSON
import PostgreSQL
import TestOffice
import Testing

/// What is not a token of this server, for this purpose, at this time, is refused.
struct AccessTokenTests {
    private static func isRefused(
        _ token: String, by desk: Desk, secondsLater: Int = 0
    ) async {
        await #expect(throws: IdentityError.tokenRefused) {
            try await desk.reception.admit(
                bearer: token, to: nil, for: nil, at: Office.later(secondsLater))
        }
    }

    private static func segment(_ value: JSONValue) -> String {
        Base64URL.text(Array(value.text().utf8))
    }

    private static func value(of segment: Substring) throws -> JSONValue {
        try JSONValue(parsing: try #require(Base64URL.bytes(Array(segment.utf8))))
    }

    private static func signedIn(
        _ body: (Office, Desk, String, [Substring]) async throws -> Void
    ) async throws {
        try await Office.with { office in
            let desk = try await office.desk()
            _ = try await desk.person("ann")
            let token = try await desk.signIn("ann").access
            try await body(office, desk, token, token.split(separator: "."))
        }
    }

    @Test(arguments: ["none", "None", "NONE", "HS256", "RS256", "ES256", "Ed25519", ""])
    func `a token of another algorithm is refused, signed or not`(algorithm: String) async throws {
        try await Self.signedIn { _, desk, token, parts in
            var header = try #require(try Self.value(of: parts[0]).object)
            header["alg"] = .string(algorithm)
            let signed = Self.segment(.object(header)) + "." + parts[1]
            // The public key as the key of an HMAC: the classic confusion.
            let document = try await desk.reception.signingKeys.document(at: Office.now)
            let open = try #require(document["keys"]?.array?.first?["x"]?.string)
            let code = HMAC.code(
                of: Array(signed.utf8), key: try #require(Base64URL.bytes(Array(open.utf8))))
            for signature in ["", String(parts[2]), Base64URL.text(code)] {
                await Self.isRefused(signed + "." + signature, by: desk)
            }
            _ = try await desk.reception.admit(bearer: token, to: nil, for: nil, at: Office.now)
        }
    }

    @Test func `a token that another key signed is refused, whatever its header says`()
        async throws
    {
        try await Self.signedIn { _, desk, _, parts in
            let thief = try SigningKey()
            var header = try #require(try Self.value(of: parts[0]).object)
            header["jwk"] = ["kty": "OKP", "crv": "Ed25519"]
            for first in [String(parts[0]), Self.segment(.object(header))] {
                let signed = first + "." + parts[1]
                let signature = thief.signature(of: Array(signed.utf8))
                await Self.isRefused(signed + "." + Base64URL.text(signature), by: desk)
            }
        }
    }

    @Test func `changed claims are refused`() async throws {
        try await Self.signedIn { _, desk, _, parts in
            var claims = try #require(try Self.value(of: parts[1]).object)
            claims["exp"] = .integer(9_999_999_999)
            await Self.isRefused(
                "\(parts[0]).\(Self.segment(.object(claims))).\(parts[2])", by: desk)
        }
    }

    @Test func `a token expires after its quarter of an hour, whether it was seen or not`()
        async throws
    {
        try await Self.signedIn { _, desk, token, _ in
            _ = try await desk.reception.admit(
                bearer: token, to: nil, for: nil, at: Office.later(899))
            await Self.isRefused(token, by: desk, secondsLater: 900)
            await Self.isRefused(
                try await desk.signIn("ann", secondsLater: 10).access, by: desk, secondsLater: 910)
        }
    }

    @Test func `a token of another server, on the same keys, is refused`() async throws {
        try await Self.signedIn { office, desk, _, _ in
            let other = try await office.desk(address: "https://other.example.com")
            await Self.isRefused(try await other.signIn("ann").access, by: desk)
        }
    }

    @Test(arguments: [
        "", ".", "..", "ey", "ey.", "ey..", "eyJ.eyJ.x", "x.y.z", "cfk_", "cfk_AAAA", "cfr_AAAA",
        String(repeating: "a", count: 100_000), "ey" + String(repeating: ".", count: 5_000), "\0",
    ])
    func `nonsense is refused`(token: String) async throws {
        try await Self.signedIn { _, desk, _, _ in await Self.isRefused(token, by: desk) }
    }

    @Test func `a refresh token is no access token, and neither is one with something behind it`()
        async throws
    {
        try await Self.signedIn { _, desk, token, parts in
            await Self.isRefused(try await desk.signIn("ann").refresh, by: desk)
            await Self.isRefused(token + ".", by: desk)
            await Self.isRefused(token + "A", by: desk)
            await Self.isRefused(token + "." + parts[2], by: desk)
            await Self.isRefused(" " + token, by: desk)
        }
    }

    @Test func `after signing out the token is refused by every server, at once`() async throws {
        try await Self.signedIn { office, desk, token, _ in
            let other = try await office.desk()
            let caller = try await other.reception.admit(
                bearer: token, to: nil, for: nil, at: Office.now)
            guard case .session(let session) = caller.credential else {
                Issue.record("a token names its sign-in")
                return
            }
            try await desk.reception.signOut(session, at: Office.now)
            await Self.isRefused(token, by: other)
            await Self.isRefused(token, by: desk)
        }
    }

    @Test func `a closed account's token is refused at once`() async throws {
        try await Self.signedIn { office, desk, token, _ in
            let other = try await office.desk()
            let ann = try #require(
                try await other.reception.admit(bearer: token, to: nil, for: nil, at: Office.now)
                    .person)
            try await desk.reception.disable(ann, true, at: Office.now)
            await Self.isRefused(token, by: other)
            try await desk.reception.disable(ann, false, at: Office.now)
            await Self.isRefused(token, by: other)
        }
    }

    @Test func `base 64 is read strictly`() {
        for count in 0..<40 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37) }
            #expect(Base64URL.bytes(Array(Base64URL.text(bytes).utf8)) == bytes)
        }
        for text in ["A", "AA=", "AB", "AAB", "A+", "A/AA", "AA A", "ä"] {
            #expect(Base64URL.bytes(Array(text.utf8)) == nil, "\(text)")
        }
    }
}
