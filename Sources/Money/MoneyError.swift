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

extension MoneyError {
    /// What should have been there, as the end of a sentence that begins with "expected".
    package var expected: String {
        switch self {
        case .overflow: "a number small enough to be held exactly, of at most 18 digits"
        case .currencyMismatch(let left, let right):
            "one currency, not \(left.code) and \(right.code): convert one of them first"
        case .malformedDecimal: "a plain decimal number such as \"12.50\""
        case .tooManyDecimals(let allowed): "at most \(allowed) decimals"
        case .rateOutOfRange: "a percentage between 0 and \(Rate.percentMax)"
        case .divisionByZero: "something to divide by: not zero, and not nobody"
        case .negativeWeight: "weights of zero or more"
        case .refusedCurrency(let refusal): refusal.expected
        }
    }
}

extension MoneyError: CustomStringConvertible {
    /// Says what is expected, without the value itself.
    package var description: String { "expected \(expected)" }
}
