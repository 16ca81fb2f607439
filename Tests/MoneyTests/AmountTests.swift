import Money
import Seeds
import Testing

struct AmountTests {
    private let euro: Currency
    private let yen: Currency

    init() throws {
        euro = try Currency("EUR")
        yen = try Currency("JPY")
    }

    @Test(arguments: [
        ("300.00", "9.975", "29.93"), ("1091.50", "15", "163.73"), ("66.66", "23", "15.33"),
        ("-300.00", "9.975", "-29.93"), ("0.10", "25", "0.03"), ("-0.10", "25", "-0.03"),
        ("90000000000000000.00", "99.9999", "89999910000000000.00"),
    ])
    func `a percentage is rounded half up, away from zero`(
        base: String, rate: String, share: String
    ) throws {
        #expect(try Amount(base, in: euro).share(Rate(rate), rounding: .halfUp).text == share)
    }

    @Test(arguments: [("EUR", "0.05"), ("JPY", "5"), ("KWD", "0.005"), ("CLF", "0.0005")])
    func `an amount is printed with its currency's decimals`(code: String, text: String) throws {
        let currency = try Currency(code)
        let amount = Amount(minorUnits: 5, in: currency)
        #expect(amount.text == text)
        #expect(Amount(minorUnits: -5, in: currency).text == "-" + text)
        #expect(try Amount(text, in: currency) == amount)
        #expect(
            Amount.zero(currency).text == "0"
                + text.dropFirst().map { $0 == "5" ? "0" : "\($0)" }
                .joined())
    }

    @Test func `the extremes are printed and read`() throws {
        #expect(Amount(minorUnits: .min, in: euro).text == "-92233720368547758.08")
        #expect(Amount(minorUnits: .max, in: euro).text == "92233720368547758.07")
        #expect(try Amount("92233720368547758.07", in: euro).minorUnits == .max)
        #expect(throws: MoneyError.overflow) { try Amount("92233720368547758.08", in: euro) }
    }

    @Test func `more decimals than the currency has are refused, unless they are zeros`() throws {
        #expect(throws: MoneyError.tooManyDecimals(allowed: 2)) {
            try Amount("1.005", in: euro)
        }
        #expect(throws: MoneyError.tooManyDecimals(allowed: 0)) { try Amount("1.5", in: yen) }
        #expect(try Amount("1.500", in: euro).text == "1.50")
    }

    @Test func `what does not fit is an error and never wraps`() throws {
        let most = Amount(minorUnits: .max, in: euro)
        let cent = Amount(minorUnits: 1, in: euro)
        #expect(throws: MoneyError.overflow) { try most + cent }
        #expect(throws: MoneyError.overflow) { try -most - cent - cent }
        #expect(throws: MoneyError.overflow) { try -Amount(minorUnits: .min, in: euro) }
        #expect(throws: MoneyError.overflow) { try most.share(Rate("100.0001"), rounding: .down) }
        #expect(throws: MoneyError.overflow) { try most.multiplied(by: 2, rounding: .down) }
        #expect(throws: MoneyError.overflow) { try Amount.sum([most, cent], in: euro) }
        #expect(try most.share(.hundred, rounding: .halfUp) == most)
    }

    @Test func `different currencies never meet`() {
        #expect(throws: MoneyError.currencyMismatch(euro, yen)) {
            try Amount.zero(euro) + Amount.zero(yen)
        }
        #expect(throws: MoneyError.self) { try Amount.zero(euro).compared(to: .zero(yen)) }
    }

    @Test(arguments: [
        ("95.5", "10", "1", "955.00"), ("3.20", "250", "100", "8.00"), ("1", "1", "3", "0.33"),
        ("0.005", "1", "1", "0.01"), ("0.004999", "1", "1", "0.00"), ("2", "1", "3", "0.67"),
        ("999999999999.999999", "0.000001", "1", "1000000.00"), ("0.000001", "5000", "1", "0.01"),
        ("900000000000", "90000", "1", "81000000000000000.00"),
    ])
    func `a line costs price through base times quantity, rounded once`(
        price: String, quantity: String, base: String, cost: String
    ) throws {
        let amount = try Amount(
            price: Decimal(price), quantity: Decimal(quantity), per: Decimal(base), in: euro,
            rounding: .halfUp)
        #expect(amount.text == cost)
    }

    @Test func `an amount is converted between currencies of any decimals`() throws {
        let amount = try Amount("100.00", in: euro)
        #expect(
            try amount.converted(to: yen, at: Decimal("161.255"), rounding: .halfUp).text
                == "16126")
        let dinar = try Currency("KWD")
        #expect(
            try Amount("7", in: yen).converted(to: dinar, at: Decimal("0.0021"), rounding: .down)
                .text == "0.014")
    }

    @Test func `rounding mirrors at zero`() throws {
        var random = SeededGenerator(seed: 2)
        for rounding in Rounding.allCases {
            for _ in 0..<2_000 {
                let units = Int64.random(in: 0...1_000_000, using: &random)
                let rate = try Rate(
                    percent: Decimal(Int64.random(in: 0...999_999, using: &random), scale: 4))
                let share = try Amount(minorUnits: units, in: euro).share(rate, rounding: rounding)
                let mirror = try Amount(minorUnits: -units, in: euro).share(
                    rate, rounding: rounding)
                #expect(mirror.minorUnits == -share.minorUnits)
            }
        }
    }
}
