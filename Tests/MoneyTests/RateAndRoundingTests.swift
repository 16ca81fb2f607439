import Money
import Testing

struct RateAndRoundingTests {
    @Test(arguments: [("25", "25.00"), ("9.975", "9.9750"), ("0", "0.0000"), ("1000", "1000.0")])
    func `the same percentage is one rate however it is written`(one: String, other: String) throws
    {
        #expect(try Rate(one) == Rate(other))
        #expect(try Rate(other).description == one)
    }

    @Test func `a rate has at most four decimals and lies between 0 and 1000`() {
        #expect(throws: MoneyError.tooManyDecimals(allowed: 4)) { try Rate("0.00001") }
        #expect(throws: MoneyError.rateOutOfRange) { try Rate("-0.0001") }
        #expect(throws: MoneyError.rateOutOfRange) { try Rate("1000.0001") }
        #expect(throws: MoneyError.malformedDecimal) { try Rate("25 %") }
    }

    @Test(arguments: [
        (7, 2, 4, 3), (-7, 2, -4, -3), (5, 2, 3, 2), (-5, 2, -3, -2), (1, 3, 0, 0), (2, 3, 1, 0),
        (-2, 3, -1, 0), (6, 3, 2, 2), (0, 9, 0, 0), (4, 9, 0, 0), (5, 9, 1, 0),
    ])
    func `half goes away from zero, and down goes towards it`(
        dividend: Int64, divisor: Int64, halfUp: Int64, down: Int64
    ) {
        #expect(Rounding.halfUp.quotient(dividend, by: divisor) == halfUp)
        #expect(Rounding.down.quotient(dividend, by: divisor) == down)
        #expect(Rounding.halfUp.quotient(Int128(dividend), by: Int128(divisor)) == Int128(halfUp))
        #expect(Rounding.down.quotient(Int128(dividend), by: Int128(divisor)) == Int128(down))
    }

    @Test func `the largest numbers are rounded without a trap`() {
        #expect(Rounding.halfUp.quotient(Int64.max, by: Int64.max) == 1)
        #expect(Rounding.halfUp.quotient(Int64.max - 1, by: Int64.max) == 1)
        #expect(Rounding.halfUp.quotient(Int64.min, by: Int64.max) == -1)
        #expect(Rounding.halfUp.quotient(Int128.max - 1, by: Int128.max) == 1)
    }
}
