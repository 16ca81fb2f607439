import CSodium

/// A source of numbers that nobody can foretell, to hand to pure code that mints ids.
package struct SecureGenerator: RandomNumberGenerator, Sendable {
    /// Makes sure once that the library gives randomness.
    package init() throws(CryptoError) { try Sodium.start() }

    /// The next number.
    package mutating func next() -> UInt64 {
        UInt64(randombytes_random()) << 32 | UInt64(randombytes_random())
    }
}
