/// A percentage, exact to four decimals: a tax rate, a discount.
///
/// Held as millionths of the whole, so that "25" and "25.00" are one rate.
package struct Rate: Hashable, Sendable {
    /// The most decimals a percentage can have.
    package static let decimalsMax = 4

    /// The highest percentage.
    package static let percentMax: Int64 = 1_000

    /// What fraction of the whole, in millionths: 25 % is 250,000.
    package let millionths: Int64

    /// Nothing.
    package static let zero = Rate(uncheckedMillionths: 0)

    /// The whole.
    package static let hundred = Rate(uncheckedMillionths: 1_000_000)

    /// Takes a percentage: 9.975 is 9.975 %.
    package init(percent: Decimal) throws(MoneyError) {
        guard percent.scale <= Self.decimalsMax else {
            throw .tooManyDecimals(allowed: Self.decimalsMax)
        }
        guard percent >= .zero, percent <= Decimal(Self.percentMax) else { throw .rateOutOfRange }
        millionths = percent.coefficient * PowerOfTen.word(Self.decimalsMax - percent.scale)
    }

    /// Reads a percentage as people write it, without the sign: "9.975".
    package init(_ text: String) throws(MoneyError) {
        try self.init(percent: Decimal(text))
    }

    /// The percentage: 9.975 for 9.975 %.
    package var percent: Decimal { Decimal(millionths, scale: Self.decimalsMax) }

    private init(uncheckedMillionths: Int64) { millionths = uncheckedMillionths }
}

extension Rate: Comparable {
    /// Orders by size.
    package static func < (left: Rate, right: Rate) -> Bool { left.millionths < right.millionths }
}

extension Rate: CustomStringConvertible {
    /// The percentage without the sign: "9.975", "25".
    package var description: String { percent.description }
}
