/// The bounds that messages keep; whoever goes beyond them is refused.
enum Limits {
    /// Replicas of a vector, by number and in full each.
    static let replicasMax = 100_000
    /// Gaps in what is held of one replica.
    static let exceptionsMax = 10_000
    /// Points of history that one laptop names.
    static let pointsMax = 64
    /// Lanes, runs, ranges, keys of one message.
    static let listMax = 10_000
    /// Records of one chunk or answer.
    static let recordsMax = 10_000
    /// Receipts of one message.
    static let receiptsMax = 1_000
    /// Public keys of one message.
    static let keysMax = 64
    /// Bytes of an Ed25519 public key, never more or fewer.
    static let publicKeyBytes = 32
    /// Bytes of an Ed25519 signature, never more or fewer.
    static let signatureBytes = 64
    /// Bytes of one record's state.
    static let recordBytesMax = 16 << 20
    /// Refused changes, or dots removed early, of a book.
    static let dotsMax = 1_000_000
}
