import Invoicing
import JSON
import Money

extension FormDecoder {
    /// Reads the whole form. What it answers counts only when there are no errors.
    mutating func form() throws(JSONError) -> InvoiceForm {
        currency = try currencyAhead()
        var form = InvoiceForm(
            kind: .invoice,
            content: InvoiceContent(currency: currency ?? Self.anyCurrency, lines: []))
        var discount = DiscountFields()
        try object(InvoiceName.self) { decoder, name throws(JSONError) in
            switch name {
            case .id: form.id = try decoder.text(max: InvoiceForm.idLengthMax)
            case .kind: form.kind = try decoder.choice(InvoiceForm.Kind.self) ?? .invoice
            case .discountPercent, .discountAmount, .discountReason:
                try decoder.readDiscount(name.rawValue, into: &discount)
            case .allowances: form.content.allowances = try decoder.documentParts("allowances")
            case .charges: form.content.charges = try decoder.documentParts("charges")
            default: try decoder.readContent(name, into: &form.content)
            }
        }
        form.content.discount = self.discount(discount)
        try reader.finish()
        return form
    }

    /// Looks for the currency before anything else is read: amounts may stand before it.
    private func currencyAhead() throws(JSONError) -> Currency? {
        var ahead = reader
        guard try ahead.kind() == .object else { return nil }
        try ahead.openObject()
        while let name = try ahead.nextName() {
            guard name == InvoiceName.currency.rawValue, try ahead.kind() == .string else {
                try ahead.skip()
                continue
            }
            return try? Currency(try ahead.string())
        }
        return nil
    }

    private mutating func readContent(
        _ name: InvoiceName, into content: inout InvoiceContent
    ) throws(JSONError) {
        switch name {
        case .currency: _ = try currencyCode()
        case .pricesIncludeTax: content.pricesIncludeTax = try bool() ?? false
        case .rounding: content.rounding = try choice(Rounding.self) ?? .halfUp
        case .lines: content.lines = try lines()
        case .buyer: content.buyerVATID = try buyer()
        case .paid: content.paid = try amount()
        case .roundingAmount: content.roundingAmount = try amount()
        default: preconditionFailure("the other names are read by the form")
        }
    }

    private mutating func lines() throws(JSONError) -> [Line] {
        var lines: [Line] = []
        try array(max: InvoiceBounds.linesMax, of: "lines") { decoder throws(JSONError) in
            lines.append(try decoder.line())
        }
        // A list that could not be read is refused already, and not once more for being empty.
        return lines.isEmpty && !errors.isEmpty ? [Line(unitPrice: 0, tax: Tax(.zero))] : lines
    }

    private mutating func line() throws(JSONError) -> Line {
        var line = Line(unitPrice: 0, tax: Tax(.standard))
        var discount = DiscountFields()
        var tax = TaxFields()
        try object(LineName.self) { decoder, name throws(JSONError) in
            switch name {
            case .description:
                line.description =
                    try decoder.text(max: InvoiceBounds.descriptionLengthMax) ?? ""
            case .quantity: line.quantity = try decoder.decimal() ?? 1
            case .unit: line.unit = try decoder.word(UnitCode.init) ?? .one
            case .unitPrice: line.unitPrice = try decoder.decimal() ?? 0
            case .baseQuantity: line.baseQuantity = try decoder.decimal() ?? 1
            case .discountPercent, .discountAmount, .discountReason:
                try decoder.readDiscount(name.rawValue, into: &discount)
            case .allowances: line.allowances = try decoder.lineParts("allowances")
            case .charges: line.charges = try decoder.lineParts("charges")
            case .taxCategory, .taxRate, .exemptionReason, .exemptionCode:
                try decoder.readTax(name.rawValue, into: &tax)
            }
        }
        line.discount = self.discount(discount)
        line.tax = tax.tax
        return line
    }

    private mutating func buyer() throws(JSONError) -> VATID? {
        var vatID: VATID?
        try object(BuyerName.self) { decoder, _ throws(JSONError) in
            vatID = try decoder.word(VATID.init)
        }
        return vatID
    }
}
