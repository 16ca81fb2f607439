extension Decimal {
    /// The exact sum.
    package static func + (left: Decimal, right: Decimal) throws(MoneyError) -> Decimal {
        let scale = max(left.scale, right.scale)
        let digits =
            Int128(left.coefficient) * PowerOfTen.wide(scale - left.scale)
            + Int128(right.coefficient) * PowerOfTen.wide(scale - right.scale)
        return try Decimal(wide: digits, scale: scale)
    }

    /// The exact difference.
    package static func - (left: Decimal, right: Decimal) throws(MoneyError) -> Decimal {
        let scale = max(left.scale, right.scale)
        let digits =
            Int128(left.coefficient) * PowerOfTen.wide(scale - left.scale)
            - Int128(right.coefficient) * PowerOfTen.wide(scale - right.scale)
        return try Decimal(wide: digits, scale: scale)
    }

    /// The exact product; an error when it has more than eighteen decimals.
    package static func * (left: Decimal, right: Decimal) throws(MoneyError) -> Decimal {
        try Decimal(
            wide: Int128(left.coefficient) * Int128(right.coefficient),
            scale: left.scale + right.scale)
    }

    /// The quotient, rounded to a number of decimals.
    package func divided(
        by divisor: Decimal, decimals: Int, rounding: Rounding
    ) throws(MoneyError) -> Decimal {
        guard !divisor.isZero else { throw .divisionByZero }
        let sign: Int128 = divisor.isNegative ? -1 : 1
        let digits = try Self.quotient(
            Int128(coefficient) * sign, over: Int128(divisor.coefficient) * sign,
            shift: decimals + divisor.scale - scale, rounding: rounding)
        return try Decimal(wide: digits, scale: decimals)
    }

    /// The number brought to at most so many decimals.
    package func rounded(to decimals: Int, _ rounding: Rounding) -> Decimal {
        guard scale > decimals else { return self }
        let digits = rounding.quotient(coefficient, by: PowerOfTen.word(scale - decimals))
        return Decimal(digits, scale: decimals)
    }

    /// dividend × 10^shift ÷ divisor, rounded once; the divisor is above zero.
    static func quotient(
        _ dividend: Int128, over divisor: Int128, shift: Int, rounding: Rounding
    ) throws(MoneyError) -> Int128 {
        guard abs(shift) <= 2 * scaleMax else { throw .overflow }
        let power = PowerOfTen.wide(abs(shift))
        let grown = (shift >= 0 ? dividend : divisor).multipliedReportingOverflow(by: power)
        guard !grown.overflow else { throw .overflow }
        return shift >= 0
            ? rounding.quotient(grown.partialValue, by: divisor)
            : rounding.quotient(dividend, by: grown.partialValue)
    }
}
