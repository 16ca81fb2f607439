import COpenSSL

/// The SHA-256 of bytes that come one part after the other.
package struct RunningDigest: ~Copyable {
    private let context: OpaquePointer?

    /// Begins with no bytes.
    package init() {
        context = EVP_MD_CTX_new()
        let result = EVP_DigestInit_ex(context, EVP_sha256(), nil)
        precondition(result == 1, "OpenSSL has this digest, and its memory")
    }

    deinit { EVP_MD_CTX_free(context) }

    /// Takes the next part.
    package mutating func update(_ part: [UInt8]) {
        let result = EVP_DigestUpdate(context, part, part.count)
        precondition(result == 1, "a digest takes any bytes")
    }

    /// The digest of all parts.
    package consuming func finish() -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: SHA256.byteCount)
        let result = EVP_DigestFinal_ex(context, &digest, nil)
        precondition(result == 1, "a digest ends once")
        return digest
    }
}
