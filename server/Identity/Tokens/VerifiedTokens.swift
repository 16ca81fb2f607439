import Crypto
import PostgreSQL
import Synchronization

/// Checks the signatures of access tokens, each token's once.
///
/// What is remembered is the hash of a token and what it says; a bounded number of them, forgotten
/// together. Whether its sign-in still stands is the database's business, at every use.
final class VerifiedTokens: Sendable {
    private static let entriesMax = 4_096

    private let keys: SigningKeys
    private let issuer: TokenIssuer
    private let entries = Mutex<[[UInt8]: AccessClaims]>([:])

    init(keys: SigningKeys, issuer: TokenIssuer) {
        self.keys = keys
        self.issuer = issuer
    }

    /// What a token says, if it is one of ours and has not expired.
    func claims(of token: String, at time: Timestamp) async throws -> AccessClaims {
        let second = time.microseconds / 1_000_000
        let digest = OpaqueToken.digest(token)
        if let known = entries.withLock({ $0[digest] }) {
            // The key that signed it may have been withdrawn since.
            guard known.expiry > second, let header = AccessToken.header(of: token),
                try await keys.verifier(header: header, at: time) != nil
            else { throw IdentityError.tokenRefused }
            return known
        }
        let claims = try await claims(ofUnseen: token, at: time)
        entries.withLock { entries in
            if entries.count >= Self.entriesMax { entries.removeAll(keepingCapacity: true) }
            entries[digest] = claims
        }
        return claims
    }

    /// What a token says, checked from the start whether it was seen before or not.
    func claims(ofUnseen token: String, at time: Timestamp) async throws -> AccessClaims {
        guard let header = AccessToken.header(of: token),
            let key = try await keys.verifier(header: header, at: time),
            let claims = AccessToken.claims(
                of: token, key: key, issuer: issuer, at: time.microseconds / 1_000_000)
        else { throw IdentityError.tokenRefused }
        return claims
    }
}
