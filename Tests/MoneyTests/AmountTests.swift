import Money
import Testing

struct AmountTests {
    @Test(arguments: [
        ("300.00", "9.975", "29.93"), ("1091.50", "15", "163.73"), ("66.66", "23", "15.33"),
    ])
    func `a percentage is rounded half up`(base: String, rate: String, tax: String) throws {
        let euro = try Currency("EUR")
        let share = try Amount(base, in: euro).share(Rate(rate), rounding: .halfUp)
        #expect(share.text == tax)
    }
}
