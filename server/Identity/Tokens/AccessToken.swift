import Bytes
import Crypto
import JSON
package import Sync

/// What an access token says: a JSON Web Token of RFC 9068, signed with Ed25519.
package struct AccessClaims: Hashable, Sendable {
    /// Who is signed in.
    package let person: PersonID
    /// The sign-in that it belongs to.
    package let session: SessionID
    /// Which refresh of that sign-in gave it.
    package let generation: Int64
    /// Seconds since 1970 from which on it is refused.
    package let expiry: Int64
}

/// Who gives tokens and whom they are for.
package struct TokenIssuer: Hashable, Sendable {
    /// The server's own address.
    package let issuer: String
    /// What the tokens are meant for.
    package let audience: String

    /// Names both.
    package init(issuer: String, audience: String) {
        self.issuer = issuer
        self.audience = audience
    }
}

/// Writes and reads access tokens.
///
/// A token's header is compared with the very text that this server writes for each of its keys:
/// no header from outside is ever interpreted, so none can choose an algorithm, a key or a place
/// to fetch one from.
enum AccessToken {
    private static let byteCountMax = 2_048

    /// The first part of every token that a key signs.
    static func header(keyID: String) -> String {
        let header: JSONValue = ["alg": "EdDSA", "kid": .string(keyID), "typ": "at+jwt"]
        return Base64URL.text(Array(header.text().utf8))
    }

    /// The token of some claims.
    static func sign(
        _ claims: AccessClaims, by issuer: TokenIssuer, issuedAt: Int64, with key: SigningKey,
        header: String
    ) -> String {
        let payload: JSONValue = [
            "iss": .string(issuer.issuer), "aud": .string(issuer.audience),
            "sub": .string(claims.person.text), "sid": .string(claims.session.text),
            "gen": .integer(claims.generation), "iat": .integer(issuedAt),
            "exp": .integer(claims.expiry),
        ]
        let signed = header + "." + Base64URL.text(Array(payload.text().utf8))
        return signed + "." + Base64URL.text(key.signature(of: Array(signed.utf8)))
    }

    /// The first part of a token; `nil` for what cannot be one.
    static func header(of token: String) -> String? {
        guard token.utf8.count <= byteCountMax, token.hasPrefix("ey"),
            let end = token.utf8.firstIndex(of: UInt8(ascii: "."))
        else { return nil }
        return String(token[..<end])
    }

    /// The claims of a token whose header named a key; `nil` unless everything about it is right.
    static func claims(
        of token: String, key: VerifyingKey, issuer: TokenIssuer, at second: Int64
    ) -> AccessClaims? {
        let bytes = Array(token.utf8)
        let parts = bytes.split(
            separator: UInt8(ascii: "."), maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count == 3, let signature = Base64URL.bytes(parts[2]),
            key.accepts(signature, of: Array(bytes[..<parts[1].endIndex])),
            let payload = Base64URL.bytes(parts[1]),
            let claims = try? JSONValue(
                parsing: payload, limits: .init(bytesMax: byteCountMax, depthMax: 1)),
            claims["iss"] == .string(issuer.issuer), claims["aud"] == .string(issuer.audience),
            let expiry = claims["exp"]?.integer, expiry > second,
            let person = claims["sub"]?.string.flatMap(PersonID.init(text:)),
            let session = claims["sid"]?.string.flatMap(SessionID.init(text:)),
            let generation = claims["gen"]?.integer
        else { return nil }
        return AccessClaims(
            person: person, session: session, generation: generation, expiry: expiry)
    }
}
