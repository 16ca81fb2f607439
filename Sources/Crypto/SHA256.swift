import COpenSSL

/// The SHA-256 of bytes, by OpenSSL.
package enum SHA256 {
    /// Bytes of every digest.
    package static let byteCount = 32

    /// The digest of the bytes.
    package static func digest(_ bytes: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: byteCount)
        copenssl_sha256(bytes, bytes.count, &digest)
        return digest
    }
}
