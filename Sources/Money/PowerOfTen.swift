/// Powers of ten that fit, by their exponent.
package enum PowerOfTen {
    /// The largest exponent whose power fits into an `Int64`.
    package static let exponentMax = 18

    /// Ten to the exponent as a machine word; the exponent is 0…18.
    @inlinable package static func word(_ exponent: Int) -> Int64 { words[exponent] }

    /// Ten to the exponent as 128 bits; the exponent is 0…36.
    package static func wide(_ exponent: Int) -> Int128 {
        exponent <= exponentMax
            ? Int128(words[exponent])
            : Int128(words[exponentMax]) * Int128(words[exponent - exponentMax])
    }

    @usableFromInline static let words: [Int64] = [
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000,
        10_000_000_000, 100_000_000_000, 1_000_000_000_000, 10_000_000_000_000,
        100_000_000_000_000, 1_000_000_000_000_000, 10_000_000_000_000_000,
        100_000_000_000_000_000, 1_000_000_000_000_000_000,
    ]
}
