import Crypto
package import Sync

/// How everything that a log holds is hashed.
package enum CopyHash {
    /// SHA-256.
    package static let function: HashFunction = { bytes in
        ContentHash(bytes: SHA256.digest(bytes)) ?? .zero
    }
}
