/// How a number is brought to fewer decimals. A book chooses one; there are no others.
package enum Rounding: String, Hashable, Sendable, CaseIterable {
    /// To the nearest; exactly half goes away from zero, so a credit note mirrors its invoice.
    case halfUp
    /// Towards zero: the part that does not fit is dropped.
    case down
}

extension Rounding {
    /// Divides and rounds the quotient; the divisor must be above zero.
    @inline(__always)
    package func quotient(_ dividend: Int128, by divisor: Int128) -> Int128 {
        precondition(divisor > 0, "the divisor of a rounded quotient is above zero")
        let (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
        guard self == .halfUp, remainder != 0 else { return quotient }
        // Compared this way round because twice the remainder could overflow.
        let half = remainder.magnitude >= divisor.magnitude - remainder.magnitude
        guard half else { return quotient }
        return dividend < 0 ? quotient - 1 : quotient + 1
    }

    /// Divides and rounds the quotient where both sides fit into a machine word.
    @inline(__always)
    package func quotient(_ dividend: Int64, by divisor: Int64) -> Int64 {
        precondition(divisor > 0, "the divisor of a rounded quotient is above zero")
        let (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
        guard self == .halfUp, remainder != 0 else { return quotient }
        let half = remainder.magnitude >= divisor.magnitude - remainder.magnitude
        guard half else { return quotient }
        return dividend < 0 ? quotient - 1 : quotient + 1
    }
}
