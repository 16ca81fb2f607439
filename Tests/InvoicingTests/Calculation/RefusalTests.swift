import Invoicing
import Money
import Testing

struct RefusalTests {
    private let euro: Currency
    private let tax: Tax

    init() throws {
        euro = try Currency("EUR")
        tax = .standard(try Rate("25"))
    }

    private func fields(_ content: InvoiceContent) -> [String] {
        do throws(InvoicingError) {
            _ = try content.totals()
        } catch .fields(let errors) {
            return errors.map(\.field)
        } catch {
            Issue.record(error)
        }
        return []
    }

    @Test func `all wrong fields are named at once`() throws {
        let yen = Amount(minorUnits: 1, in: try Currency("JPY"))
        var wrong = Line(
            quantity: -1, unitPrice: Decimal(1, scale: 7), baseQuantity: 0, tax: Tax(.standard))
        wrong.discount = .discount(.percent(try Rate("101")))
        wrong.charges = [Adjustment(.amount(yen))]
        let content = InvoiceContent(
            currency: euro, lines: [Line(unitPrice: 1, tax: tax), wrong],
            allowances: [DocumentAdjustment(.discount(.amount(yen)))],
            paid: Amount(minorUnits: -1, in: euro), roundingAmount: yen)
        #expect(
            fields(content) == [
                "lines[1].quantity", "lines[1].unitPrice", "lines[1].baseQuantity",
                "lines[1].discountPercent", "lines[1].charges[0].amount",
                "lines[1].charges[0].reason", "allowances[0].amount", "paid", "roundingAmount",
                "lines[1].taxRate",
            ])
    }

    @Test func `more may not be taken off than is there`() throws {
        let much = Adjustment.discount(.amount(try Amount("1.01", in: euro)))
        var line = Line(unitPrice: 1, tax: tax)
        let document = InvoiceContent(currency: euro, lines: [line], discount: much)
        #expect(fields(document) == ["discountAmount"])
        let grouped = InvoiceContent(
            currency: euro, lines: [line, Line(unitPrice: 1, tax: .standard(try Rate("12")))],
            allowances: [DocumentAdjustment(much, tax: tax)])
        #expect(fields(grouped) == ["allowances[0]"])
        line.discount = much
        #expect(
            fields(InvoiceContent(currency: euro, lines: [line, line])) == [
                "lines[0].discountAmount", "lines[1].discountAmount",
            ])
        line.discount = nil
        line.allowances = [much]
        #expect(fields(InvoiceContent(currency: euro, lines: [line])) == ["lines[0].allowances"])
    }

    @Test func `a discount is named as it was written`() throws {
        let half = Adjustment.discount(.percent(try Rate("50.01")))
        let content = InvoiceContent(
            currency: euro, lines: [Line(unitPrice: 100, tax: tax)], discount: half,
            allowances: [DocumentAdjustment(half, tax: tax)])
        #expect(fields(content) == ["discountPercent"])
    }

    @Test func `a sum that does not fit is refused and never wraps`() throws {
        let most = try Decimal("999999999999.999999")
        let huge = Line(quantity: most, unitPrice: most, tax: tax)
        #expect(fields(InvoiceContent(currency: euro, lines: [huge])) == ["lines[0]"])
        let large = Line(quantity: 90_000, unitPrice: 900_000_000_000, tax: tax)
        #expect(fields(InvoiceContent(currency: euro, lines: [large, large])) == ["lines[1]"])
        let nearly = Line(quantity: 90_000, unitPrice: 900_000_000_000, tax: tax)
        #expect(fields(InvoiceContent(currency: euro, lines: [nearly])).contains("lines"))
        var content = InvoiceContent(currency: euro, lines: [Line(unitPrice: 1, tax: tax)])
        content.charges = [
            DocumentAdjustment(
                Adjustment(.amount(Amount(minorUnits: .max, in: euro)), reason: "x"))
        ]
        #expect(fields(content) == ["charges[0]"])
        content.charges = []
        content.roundingAmount = Amount(minorUnits: .max, in: euro)
        #expect(fields(content) == ["roundingAmount"])
    }

    @Test func `counts and lengths are bounded`() throws {
        let line = Line(unitPrice: 1, tax: tax)
        let part = Adjustment(.percent(.zero), reason: "x")
        #expect(fields(InvoiceContent(currency: euro, lines: [])) == ["lines"])
        let most = Array(repeating: line, count: InvoiceBounds.linesMax)
        #expect(fields(InvoiceContent(currency: euro, lines: most)).isEmpty)
        #expect(fields(InvoiceContent(currency: euro, lines: most + [line])) == ["lines"])
        var wordy = line
        wordy.description = String(repeating: "é", count: InvoiceBounds.descriptionLengthMax)
        wordy.allowances = Array(repeating: part, count: InvoiceBounds.adjustmentsMax)
        #expect(fields(InvoiceContent(currency: euro, lines: [wordy])).isEmpty)
        wordy.description += "é"
        wordy.allowances.append(part)
        #expect(
            fields(InvoiceContent(currency: euro, lines: [wordy])) == [
                "lines[0].description", "lines[0].allowances",
            ])
        let rates = try (1...101).map {
            Line(unitPrice: 1, tax: .standard(try Rate("\($0)")))
        }
        #expect(fields(InvoiceContent(currency: euro, lines: rates)) == ["lines[100]"])
    }
}
