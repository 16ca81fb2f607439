import Crypto
package import Sync

/// How everything that a log holds is hashed.
package enum CopyHash {
    /// SHA-256.
    package static let function: HashFunction = { bytes in
        ContentHash(bytes: SHA256.digest(bytes)) ?? .zero
    }
}

/// How receipts are checked.
package enum ReceiptCheck {
    /// Ed25519.
    package static let function: SignatureCheck = { statement, signature, publicKey in
        (try? VerifyingKey(bytes: publicKey))?.accepts(signature, of: statement) ?? false
    }
}
