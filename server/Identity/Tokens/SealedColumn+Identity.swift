package import ServerStore

extension SealedColumn {
    /// The seeds of the keys that sign tokens.
    package static let signingKey = SealedColumn(
        table: "signing_keys", column: "seed_sealed", owner: "key_id", purpose: "token-signing")
    /// The secrets of second factors.
    package static let totp = SealedColumn(
        table: "people", column: "totp_sealed", owner: "person_id", purpose: "totp")
}
