import Money
import Seeds
import Testing

struct DecimalTests {
    @Test(arguments: [
        ("0", "0"), ("-0", "0"), ("25", "25"), ("25.00", "25"), ("9.975", "9.975"),
        ("-12.50", "-12.5"), ("0.000001", "0.000001"), ("100", "100"),
        ("9223372036854775807", "9223372036854775807"),
        ("-9223372036854775807", "-9223372036854775807"),
        ("0.000000000000000001", "0.000000000000000001"),
        ("1.00000000000000000000000000000000000000", "1"), ("-0.05", "-0.05"),
    ])
    func `a plain decimal is read and printed in its shortest form`(
        text: String, shortest: String
    ) throws {
        #expect(try Decimal(text).description == shortest)
    }

    @Test(arguments: [
        "", "-", ".", ".5", "5.", "+5", "05", "00", "-01", "1,5", "1 000", "1e3", "0x10", "٣",
        "--1", "1.2.3", "NaN", "inf", " 1", "1 ", "1_000", String(repeating: "0", count: 65),
    ])
    func `anything else is not a number`(text: String) {
        #expect(throws: MoneyError.malformedDecimal) { try Decimal(text) }
    }

    @Test(arguments: ["9223372036854775808", "0.0000000000000000001", "12345678901234567.89012"])
    func `what does not fit is refused`(text: String) {
        #expect(throws: MoneyError.overflow) { try Decimal(text) }
    }

    @Test(arguments: [
        ("1e3", "1000"), ("1.25E1", "12.5"), ("1.5e-3", "0.0015"), ("0e999999", "0"),
        ("10e-1", "1"), ("-2E+2", "-200"), ("120", "120"),
    ])
    func `a number of JSON is read exactly`(text: String, shortest: String) throws {
        #expect(try Decimal(jsonNumber: Array(text.utf8)).description == shortest)
    }

    @Test(arguments: ["1e19", "1e-19", "1e999999999999"])
    func `an exponent beyond the digits is refused`(text: String) {
        #expect(throws: MoneyError.overflow) { try Decimal(jsonNumber: Array(text.utf8)) }
    }

    @Test func `printing and reading again gives the same number`() throws {
        var random = SeededGenerator(seed: 1)
        for _ in 0..<5_000 {
            let number = Decimal(
                Int64.random(in: -.max ... .max, using: &random)
                    >> Int.random(in: 0...60, using: &random),
                scale: Int.random(in: 0...18, using: &random))
            #expect(try Decimal(number.description) == number)
            #expect(try Decimal(number.text(decimalsMin: 4)) == number)
        }
    }

    @Test func `equal numbers are equal values`() throws {
        #expect(try Decimal("25") == Decimal("25.00"))
        #expect(try Decimal("25").hashValue == Decimal("25.00").hashValue)
        #expect(Decimal(2_500, scale: 2) == 25)
    }

    @Test func `numbers are ordered by value, whatever their decimals`() throws {
        let ordered = try [
            "-9223372036854775807", "-1.1", "-1.01", "0", "0.000000000000000001",
            "0.1", "0.11", "1", "9223372036854775807",
        ].map(Decimal.init(_:))
        for (index, number) in ordered.enumerated() {
            for (other, second) in ordered.enumerated() {
                #expect((number < second) == (index < other))
            }
        }
    }

    @Test func `sums, differences and products are exact`() throws {
        let (tenth, fifth) = (Decimal(1, scale: 1), Decimal(2, scale: 1))
        #expect(try tenth + fifth == Decimal(3, scale: 1))
        #expect(try tenth - fifth == Decimal(-1, scale: 1))
        #expect(try tenth * fifth == Decimal(2, scale: 2))
        #expect(throws: MoneyError.overflow) { try Decimal(.max) + 1 }
        #expect(throws: MoneyError.overflow) { try Decimal(.max) * 2 }
        #expect(throws: MoneyError.overflow) { try Decimal(1, scale: 10) * Decimal(1, scale: 9) }
    }

    @Test(arguments: [
        ("1", "3", 4, Rounding.halfUp, "0.3333"), ("2", "3", 4, .halfUp, "0.6667"),
        ("2", "3", 4, .down, "0.6666"), ("-2", "3", 4, .halfUp, "-0.6667"),
        ("1", "-8", 2, .halfUp, "-0.13"), ("-1", "-8", 2, .down, "0.12"),
        ("0.000001", "1000000", 12, .halfUp, "0.000000000001"), ("10", "4", 0, .halfUp, "3"),
    ])
    func `a quotient is rounded once, to the decimals that are asked for`(
        dividend: String, divisor: String, decimals: Int, rounding: Rounding, quotient: String
    ) throws {
        let result = try Decimal(dividend).divided(
            by: Decimal(divisor), decimals: decimals, rounding: rounding)
        #expect(result.description == quotient)
    }

    @Test func `nothing is divided by zero`() {
        #expect(throws: MoneyError.divisionByZero) {
            try Decimal(1).divided(by: 0, decimals: 2, rounding: .halfUp)
        }
    }
}
