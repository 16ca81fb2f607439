import CSodium

/// An Ed25519 key that signs; it never leaves the device that made it.
package struct SigningKey: Sendable {
    /// Bytes of the seed that a key is stored as.
    package static let seedByteCount = 32

    /// What a store keeps, in a file that only its owner can read.
    package let seed: [UInt8]
    /// The key that checks what this one signs.
    package let verifyingKey: VerifyingKey
    private let secret: [UInt8]

    /// Makes a new key.
    package init() throws(CryptoError) {
        try self.init(seed: SecureRandom.bytes(Self.seedByteCount))
    }

    /// Makes the key again from its stored seed.
    package init(seed: [UInt8]) throws(CryptoError) {
        try Sodium.start()
        guard seed.count == Self.seedByteCount else { throw .notAKey }
        var open = [UInt8](repeating: 0, count: VerifyingKey.byteCount)
        var secret = [UInt8](repeating: 0, count: Int(crypto_sign_ed25519_SECRETKEYBYTES))
        guard crypto_sign_ed25519_seed_keypair(&open, &secret, seed) == 0 else { throw .notAKey }
        self.seed = seed
        self.secret = secret
        verifyingKey = try VerifyingKey(bytes: open)
    }

    /// The signature of a message.
    package func signature(of message: [UInt8]) -> [UInt8] {
        var signature = [UInt8](repeating: 0, count: VerifyingKey.signatureByteCount)
        crypto_sign_ed25519_detached(&signature, nil, message, UInt64(message.count), secret)
        return signature
    }
}

extension SigningKey: CustomStringConvertible, CustomDebugStringConvertible {
    /// Never the key itself, so that no log can hold it.
    package var description: String { "a signing key" }
    /// Never the key itself, so that no log can hold it.
    package var debugDescription: String { description }
}

/// An Ed25519 key that checks signatures.
package struct VerifyingKey: Hashable, Sendable {
    /// Bytes of every such key.
    package static let byteCount = 32
    /// Bytes of every signature.
    package static let signatureByteCount = 64

    /// The key's bytes.
    package let bytes: [UInt8]

    /// Takes the bytes as they come from outside.
    package init(bytes: [UInt8]) throws(CryptoError) {
        try Sodium.start()
        guard bytes.count == Self.byteCount else { throw .notAKey }
        self.bytes = bytes
    }

    /// Whether the signature of the message was made by the key that belongs to this one.
    package func accepts(_ signature: [UInt8], of message: [UInt8]) -> Bool {
        signature.count == Self.signatureByteCount
            && crypto_sign_ed25519_verify_detached(
                signature, message, UInt64(message.count), bytes) == 0
    }
}
