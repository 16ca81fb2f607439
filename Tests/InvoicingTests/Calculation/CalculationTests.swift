import Invoicing
import Money
import Testing

struct CalculationTests {
    private let euro: Currency

    init() throws { euro = try Currency("EUR") }

    private func line(_ price: String, _ rate: String, quantity: Decimal = 1) throws -> Line {
        Line(quantity: quantity, unitPrice: try Decimal(price), tax: .standard(try Rate(rate)))
    }

    private func percent(_ text: String) throws -> Adjustment {
        .discount(.percent(try Rate(text)))
    }

    private func amount(_ text: String) throws -> Adjustment {
        .discount(.amount(try Amount(text, in: euro)))
    }

    @Test func `tax is taken per rate and never per line`() throws {
        let content = InvoiceContent(
            currency: euro, lines: [try line("55.55", "23"), try line("11.11", "23.00")])
        let totals = try content.totals()
        #expect(totals.tax.text == "15.33", "per line it would be 15.34")
        #expect(totals.taxes.count == 1, "\"23\" and \"23.00\" are one group")
        #expect(totals.total.text == "81.99")
    }

    @Test(arguments: [("300", "9.975", "29.93"), ("1091.50", "15", "163.73")])
    func `tax is rounded half up`(price: String, rate: String, tax: String) throws {
        let content = InvoiceContent(currency: euro, lines: [try line(price, rate)])
        #expect(try content.totals().tax.text == tax)
    }

    @Test(arguments: [
        ("JPY", "109", "119"), ("EUR", "109.00", "119.90"), ("KWD", "109.000", "119.900"),
        ("CLF", "109.0000", "119.9000"),
    ])
    func `every currency is computed in its own decimals`(
        code: String, net: String, total: String
    ) throws {
        let content = InvoiceContent(
            currency: try Currency(code), rounding: .down, lines: [try line("109", "10")])
        let totals = try content.totals()
        #expect(totals.net.text == net)
        #expect(totals.total.text == total)
    }

    @Test func `a line shows each of its parts`() throws {
        var line = try line("3.20", "25", quantity: 250)
        line.baseQuantity = 100
        line.discount = try percent("12.5")
        line.allowances = [try amount("0.50")]
        line.charges = [try percent("1"), try amount("2.00")]
        let totals = try InvoiceContent(currency: euro, lines: [line]).totals()
        let result = totals.lines[0]
        #expect(result.gross.text == "8.00")
        #expect(result.discount?.text == "1.00")
        #expect(result.allowances.map(\.text) == ["0.50"])
        #expect(result.charges.map(\.text) == ["0.08", "2.00"])
        #expect(result.net.text == "8.58")
    }

    @Test func `a discount is split over the groups, ties to the first`() throws {
        let content = InvoiceContent(
            currency: euro, lines: [try line("10", "25"), try line("10", "12")],
            discount: try amount("0.01"))
        let totals = try content.totals()
        #expect(totals.taxes.map(\.taxable.text) == ["9.99", "10.00"])
        #expect(totals.discount?.shares.map(\.group) == [0])
    }

    @Test func `two halves off leave nothing, and no group below nothing`() throws {
        let content = InvoiceContent(
            currency: euro, lines: [try line("1.01", "25"), try line("1.01", "12")],
            discount: try percent("50"),
            allowances: [DocumentAdjustment(try percent("50"))])
        let totals = try content.totals()
        #expect(totals.taxes.map(\.taxable.text) == ["0.00", "0.00"])
        #expect(totals.due.isZero)
    }

    @Test func `a charge that names its tax belongs to that group alone`() throws {
        let freight = DocumentAdjustment(
            try amount("12"), tax: .standard(try Rate("25")))
        let content = InvoiceContent(
            currency: euro, lines: [try line("10", "12")], charges: [freight])
        let totals = try content.totals()
        #expect(totals.taxes.map(\.tax.text) == ["1.20", "3.00"])
        #expect(totals.chargeSum.text == "12.00")
    }

    @Test(arguments: [(Rounding.halfUp, "909", "91"), (.down, "910", "90")])
    func `a price that includes the tax is kept, and down rounds the tax`(
        rounding: Rounding, net: String, tax: String
    ) throws {
        let content = InvoiceContent(
            currency: try Currency("JPY"), pricesIncludeTax: true, rounding: rounding,
            lines: [try line("1000", "10")])
        let totals = try content.totals()
        #expect(totals.net.text == net)
        #expect(totals.tax.text == tax)
        #expect(totals.total.text == "1000")
    }

    @Test func `what is due follows from what was paid and how it is rounded`() throws {
        var content = InvoiceContent(currency: euro, lines: [try line("10.01", "25")])
        content.paid = try Amount("2.50", in: euro)
        content.roundingAmount = try Amount("-0.01", in: euro)
        #expect(try content.totals().due.text == "10.00")
        content.paid = try Amount("20", in: euro)
        #expect(try content.totals().due.text == "-7.50")
    }

    @Test func `an invoice of nothing totals zero`() throws {
        let totals = try InvoiceContent(
            currency: euro, lines: [try line("0", "25"), try line("5", "25", quantity: 0)]
        ).totals()
        #expect(totals.total.isZero)
        #expect(totals.taxes.count == 1)
    }

    @Test func `a discount on lines of nothing is refused, a charge is not`() throws {
        var content = InvoiceContent(currency: euro, lines: [try line("0", "25")])
        content.charges = [DocumentAdjustment(try amount("5"))]
        #expect(try content.totals().total.text == "6.25")
        content.charges = []
        content.discount = try amount("5")
        #expect(throws: InvoicingError.self) { try content.totals() }
    }
}
