import Invoicing
import Money

extension Sketch {
    private static let buyer = try? VATID("DE136695976")

    /// The sketch as the product's own types.
    func content() throws -> InvoiceContent {
        let currency = try Currency(currency)
        return InvoiceContent(
            currency: currency, pricesIncludeTax: includesTax,
            rounding: roundsDown ? .down : .halfUp,
            lines: try lines.map { try $0.content(in: currency) },
            discount: try discount?.adjustment(in: currency),
            allowances: try allowances.map { try $0.documentAdjustment(in: currency) },
            charges: try charges.map { try $0.documentAdjustment(in: currency) },
            buyerVATID: Self.buyer, paid: Amount(minorUnits: paid, in: currency),
            roundingAmount: Amount(minorUnits: rounding, in: currency))
    }
}

extension Sketch.Line {
    fileprivate func content(in currency: Currency) throws -> Line {
        Line(
            quantity: quantity.decimal, unitPrice: price.decimal, baseQuantity: base.decimal,
            discount: try discount?.adjustment(in: currency),
            allowances: try allowances.map { try $0.adjustment(in: currency) },
            charges: try charges.map { try $0.adjustment(in: currency) },
            tax: try tax.content())
    }
}

extension Sketch.Number {
    fileprivate var decimal: Decimal { Decimal(digits, scale: places) }
}

extension Sketch.Part {
    fileprivate func adjustment(in currency: Currency) throws -> Adjustment {
        let size: Adjustment.Size =
            if let units { .amount(Amount(minorUnits: units, in: currency)) } else {
                .percent(try Rate(percent: percent.decimal))
            }
        return Adjustment(size, reason: "Loyalty")
    }

    fileprivate func documentAdjustment(in currency: Currency) throws -> DocumentAdjustment {
        DocumentAdjustment(try adjustment(in: currency), tax: try tax?.content())
    }
}

extension Sketch.Tax {
    fileprivate func content() throws -> Tax {
        let category = TaxCategory(rawValue: category) ?? .standard
        let needsReason = category == .exempt || category == .reverseCharge
        return Tax(
            category, rate: try percent.map { try Rate(percent: $0.decimal) },
            exemption: needsReason ? Exemption(reason: "Article 132") : nil)
    }
}
