import Money
import Testing

struct CurrencyTests {
    @Test(arguments: [
        (
            0,
            "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
        ),
        (2, "EUR USD GBP CHF SEK NOK DKK PLN HUF CZK RON TRY INR BRL MXN CAD AUD XCG XCD CNY"),
        (3, "BHD IQD JOD KWD LYD OMR TND"),
        (4, "CLF UYW"),
    ])
    func `a currency has the decimals of ISO 4217`(exponent: Int, codes: String) throws {
        for code in codes.split(separator: " ") {
            let currency = try Currency(String(code))
            #expect(currency.exponent == exponent, "\(code)")
            #expect(currency.code == code)
        }
    }

    @Test func `every other currency has two decimals`() {
        let counts = Dictionary(grouping: Currency.all, by: \.exponent).mapValues(\.count)
        #expect(counts[0] == 17)
        #expect(counts[3] == 7)
        #expect(counts[4] == 2)
        #expect((counts[2] ?? 0) > 125)
        #expect(counts.count == 4)
        #expect(Set(Currency.all).count == Currency.all.count)
    }

    @Test(arguments: [
        ("XAU", CurrencyRefusal.withoutMinorUnit), ("XDR", .withoutMinorUnit),
        (String(repeating: "X", count: 3), .withoutMinorUnit), ("XTS", .withoutMinorUnit),
        ("XAG", .withoutMinorUnit),
        ("BGN", .gone(successor: "EUR")), ("HRK", .gone(successor: "EUR")),
        ("ANG", .gone(successor: "XCG")), ("AAA", .unknown), ("ZZZ", .unknown),
        ("eur", .malformed), ("EU", .malformed), ("EURO", .malformed), ("", .malformed),
        ("E€R", .malformed), ("EUR ", .malformed),
    ])
    func `a code that nothing is billed in is refused with the reason`(
        code: String, refusal: CurrencyRefusal
    ) {
        #expect(throws: MoneyError.refusedCurrency(refusal)) { try Currency(code) }
    }
}
