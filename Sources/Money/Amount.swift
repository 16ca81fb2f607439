/// An amount of money: whole minor units of one currency.
///
/// Every operation either is exact, or says how it rounds, or fails: nothing wraps, and
/// different currencies never meet.
package struct Amount: Hashable, Sendable {
    /// Cents for EUR, yen for JPY, fils for KWD.
    package let minorUnits: Int64

    /// What the units are units of.
    package let currency: Currency

    /// So many minor units.
    @inlinable package init(minorUnits: Int64, in currency: Currency) {
        self.minorUnits = minorUnits
        self.currency = currency
    }

    /// Nothing, in a currency.
    package static func zero(_ currency: Currency) -> Amount {
        Amount(minorUnits: 0, in: currency)
    }

    /// Takes major units exactly: an error when there are more decimals than the currency has.
    package init(_ major: Decimal, in currency: Currency) throws(MoneyError) {
        guard major.scale <= currency.exponent else {
            throw .tooManyDecimals(allowed: currency.exponent)
        }
        let power = PowerOfTen.word(currency.exponent - major.scale)
        let (units, isOver) = major.coefficient.multipliedReportingOverflow(by: power)
        guard !isOver else { throw .overflow }
        self.init(minorUnits: units, in: currency)
    }

    /// Takes major units and rounds them to the currency's decimals.
    package init(
        _ major: Decimal, in currency: Currency, rounding: Rounding
    ) throws(MoneyError) {
        try self.init(major.rounded(to: currency.exponent, rounding), in: currency)
    }

    /// Whether nothing is owed either way.
    package var isZero: Bool { minorUnits == 0 }

    /// Whether the amount is below zero.
    package var isNegative: Bool { minorUnits < 0 }

    /// The amount in major units.
    package var major: Decimal { Decimal(minorUnits, scale: currency.exponent) }
}
