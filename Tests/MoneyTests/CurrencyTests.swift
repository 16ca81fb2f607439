import Money
import Testing

struct CurrencyTests {
    @Test(arguments: [
        (
            0,
            "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
        ),
        (
            2,
            """
            AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN \
            BZD CAD CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD \
            FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW \
            KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR \
            MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG \
            SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD \
            USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG
            """
        ),
        (3, "BHD IQD JOD KWD LYD OMR TND"),
        (4, "CLF UYW"),
    ])
    func
        `a currency that was ever taken keeps its decimals, since books hold amounts in it`(
            exponent: Int, codes: String
        ) throws
    {
        for code in codes.split(separator: " ") {
            let currency = try Currency(String(code))
            #expect(currency.exponent == exponent, "\(code)")
            #expect(currency.code == code)
        }
    }

    @Test func `no currency is there twice, or with other decimals than those`() {
        let counts = Dictionary(grouping: Currency.all, by: \.exponent).mapValues(\.count)
        #expect(counts == [0: 17, 2: 139, 3: 7, 4: 2])
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
