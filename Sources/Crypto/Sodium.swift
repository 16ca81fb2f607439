import CSodium

/// Starts libsodium once for the process; every use of it comes through here.
enum Sodium {
    private static let started = sodium_init() >= 0

    static func start() throws(CryptoError) {
        guard started else { throw .libraryUnavailable }
    }
}

/// Random bytes that nobody can foretell.
package enum SecureRandom {
    /// So many random bytes.
    package static func bytes(_ count: Int) throws(CryptoError) -> [UInt8] {
        try Sodium.start()
        var bytes = [UInt8](repeating: 0, count: count)
        randombytes_buf(&bytes, count)
        return bytes
    }
}

/// Compares secrets in a time that does not tell where they differ.
package enum ConstantTime {
    /// Whether both hold the same bytes; their lengths are no secret.
    package static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        left.count == right.count && sodium_memcmp(left, right, left.count) == 0
    }
}
