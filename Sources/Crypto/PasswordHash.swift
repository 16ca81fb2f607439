import CSodium

/// What a password's hash costs: whoever steals the hashes pays it for every guess.
package struct HashingCost: Hashable, Sendable {
    /// Memory of one hash.
    package let memoryBytes: Int
    /// Passes over that memory.
    package let passes: Int

    /// Sets both.
    package init(memoryBytes: Int, passes: Int) {
        self.memoryBytes = memoryBytes
        self.passes = passes
    }

    /// 19 MiB, two passes: the first choice of OWASP for argon2id.
    package static let standard = HashingCost(memoryBytes: 19 << 20, passes: 2)
}

/// argon2id by libsodium: one password, one blocking computation.
enum PasswordHash {
    static func make(_ password: [UInt8], cost: HashingCost) throws(CryptoError) -> String {
        try Sodium.start()
        var text = [CChar](repeating: 0, count: Int(crypto_pwhash_argon2id_STRBYTES))
        let result = crypto_pwhash_argon2id_str(
            &text, letters(password), UInt64(password.count), UInt64(cost.passes),
            cost.memoryBytes)
        guard result == 0 else { throw .libraryUnavailable }
        return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    static func matches(_ password: [UInt8], _ hash: String) -> Bool {
        guard hash.utf8.count < Int(crypto_pwhash_argon2id_STRBYTES) else { return false }
        return crypto_pwhash_argon2id_str_verify(
            hash, letters(password), UInt64(password.count)) == 0
    }

    /// Whether the hash was made at another cost than the one that is paid today.
    static func isOutdated(_ hash: String, cost: HashingCost) -> Bool {
        crypto_pwhash_argon2id_str_needs_rehash(hash, UInt64(cost.passes), cost.memoryBytes) != 0
    }

    /// The library wants an address even for an empty password.
    private static func letters(_ password: [UInt8]) -> [CChar] {
        password.map(CChar.init(bitPattern:)) + [0]
    }
}
