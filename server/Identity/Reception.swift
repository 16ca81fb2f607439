import Bytes
package import Crypto
package import PostgreSQL
import ServerStore
import Sync

/// Where people are let in: who they are, how they show it, and what they may do in which book.
///
/// Invariants:
/// 1. Whoever is here has shown that the mailbox is theirs.
/// 2. Every token, code and link is known as a hash only; every other secret lies sealed.
/// 3. A credential is looked up in the database at every use: what was revoked on one server is
///    refused on all of them from that moment.
/// 4. No answer tells whether somebody is here, but to who has shown that they are that person.
package struct Reception: Sendable {
    let pool: Pool
    let hasher: PasswordHasher
    let postbox: any Postbox
    /// What is decided by whoever runs the server.
    package let policy: ReceptionPolicy
    /// Counts attempts.
    package let limiter: RateLimiter
    /// The keys that sign tokens.
    package let signingKeys: SigningKeys
    let keeper: SecretKeeper
    let tokens: VerifiedTokens
    /// What is compared with when there is nobody: it costs as much as a real one.
    let decoyHash: String

    /// Opens the reception on a database that has been migrated, or will be before it is used.
    package static func open(
        pool: Pool, hasher: PasswordHasher, keeper: SecretKeeper, postbox: any Postbox,
        policy: ReceptionPolicy
    ) async throws -> Reception {
        let decoy = try await hasher.hash(Base64URL.text(try SecureRandom.bytes(24)))
        let keys = SigningKeys(pool: pool, keeper: keeper)
        return Reception(
            pool: pool, hasher: hasher, postbox: postbox, policy: policy,
            limiter: RateLimiter(pool: pool), signingKeys: keys, keeper: keeper,
            tokens: VerifiedTokens(keys: keys, issuer: policy.issuer), decoyHash: decoy)
    }

    /// An id for something made now.
    func mint<Subject>(at time: Timestamp) throws -> Identifier<Subject> {
        var random = try SecureGenerator()
        return .timeOrdered(
            milliseconds: UInt64(clamping: time.microseconds / 1_000), using: &random)
    }
}

/// What whoever runs the server decides about letting people in.
package struct ReceptionPolicy: Sendable {
    /// Where people reach the server: what links in mails begin with, and who signs tokens.
    package var address: String
    /// Whether anybody may register, or only who was invited.
    package var isRegistrationOpen: Bool
    /// How often things may be done.
    package var limits = RateLimits()
    /// How long an access token is good for.
    package var accessSeconds = 900
    /// How long a sign-in lasts that is not used.
    package var sessionSeconds = 30 * 86_400

    /// Decides the two things that have no sensible default everywhere.
    package init(address: String, isRegistrationOpen: Bool = false) {
        self.address = address
        self.isRegistrationOpen = isRegistrationOpen
    }

    /// Who gives tokens and whom they are for.
    package var issuer: TokenIssuer { TokenIssuer(issuer: address, audience: "counterfoil-api") }

    /// A link to one of the pages.
    package func link(_ page: String, token: String? = nil) -> String {
        address + page + (token.map { "?token=\($0)" } ?? "")
    }
}
