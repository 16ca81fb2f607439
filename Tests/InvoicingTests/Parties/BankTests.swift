import Invoicing
import Testing

struct BankTests {
    @Test(arguments: [
        "DE89370400440532013000", "GB29NWBK60161331926819", "FR1420041010050500013M02606",
        "NL91ABNA0417164300", "CH9300762011623852957", "NO9386011117947", "BE68539007547034",
        "AT611904300234573201", "MT84MALT011000012345MTLCAST001S", "ES9121000418450200051332",
        "IT60X0542811101000000123456", "PL61109010140000071219812874", "XK051212012345678906",
        "SE4550000000058398257466", "LC55HEMM000100010012001200023015",
        "BR1800360305000010009795493C1", "MU17BOMM0101101030300200000MUR",
    ])
    func `an account number with matching check digits is read`(text: String) throws {
        let iban = try IBAN(text)
        #expect(iban.text == text)
        #expect(try IBAN(iban.grouped.lowercased()) == iban)
        #expect(iban.country == text.prefix(2))
    }

    @Test func `every single wrong or swapped digit is noticed`() {
        let good = Array("DE89370400440532013000".utf8)
        for place in 2..<good.count {
            for digit in UInt8(ascii: "0")...UInt8(ascii: "9") where digit != good[place] {
                var bad = good
                bad[place] = digit
                #expect(throws: InvoicingError.self) {
                    try IBAN(String(decoding: bad, as: UTF8.self))
                }
            }
            guard place + 1 < good.count, good[place] != good[place + 1] else { continue }
            var bad = good
            bad.swapAt(place, place + 1)
            #expect(throws: InvoicingError.self) { try IBAN(String(decoding: bad, as: UTF8.self)) }
        }
    }

    @Test(arguments: [
        "DE00370400440532013050", "DE01370400440532013032", "DE99370400440532013014",
        "", "DE", "DE8937040044053201300", "DE893704004405320130000", "ZZ89370400440532013000",
        "US89370400440532013000", "DE8937040044053201300A", "GB29NWB160161331926819",
        "DE8९370400440532013000",
    ])
    func `what has another form is refused`(text: String) {
        #expect(throws: InvoicingError.self) { try IBAN(text) }
    }

    @Test(arguments: ["COBADEFFXXX", "cobadeff", "NTSB DE B1", "NATXFRPP", "PCBKXKPR"])
    func `a bank code is read`(text: String) throws {
        #expect(try [8, 11].contains(BIC(text).text.utf8.count))
    }

    @Test(arguments: [
        "", "COBADEF", "COBADEFFX", "C0BADEFF", "COBAZZFF", "COBADEFFXXXX", "COBADÉFF",
    ])
    func `what is no bank code is refused`(text: String) {
        #expect(throws: InvoicingError.self) { try BIC(text) }
    }
}
