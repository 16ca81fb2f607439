/// Why an amount, a decimal, a rate or a currency could not be had.
package enum MoneyError: Error, Hashable, Sendable {
    /// The result does not fit into 64 bits of minor units or digits.
    case overflow
    /// Two amounts of different currencies met in one operation.
    case currencyMismatch(Currency, Currency)
    /// The text is not a plain decimal: digits, at most one point, at most a leading minus.
    case malformedDecimal
    /// The number has more decimals than the place allows.
    case tooManyDecimals(allowed: Int)
    /// A percentage below zero or above what a rate can hold.
    case rateOutOfRange
    /// Nothing can be divided by zero, nor split over nobody.
    case divisionByZero
    /// A share was asked in proportion to a negative weight.
    case negativeWeight
    /// The code is not one that invoices can be written in.
    case refusedCurrency(CurrencyRefusal)
}

extension MoneyError: CustomStringConvertible {
    /// Says what failed and what is expected, without the value itself.
    package var description: String {
        switch self {
        case .overflow: "the number is too large to be held exactly"
        case .currencyMismatch(let left, let right):
            "\(left.code) and \(right.code) cannot be mixed: convert one of them first"
        case .malformedDecimal: "expected a plain decimal number such as \"12.50\""
        case .tooManyDecimals(let allowed): "expected at most \(allowed) decimals"
        case .rateOutOfRange: "expected a percentage between 0 and \(Rate.percentMax)"
        case .divisionByZero: "nothing can be divided by zero"
        case .negativeWeight: "a weight below zero has no share"
        case .refusedCurrency(let refusal): refusal.description
        }
    }
}
