import Invoicing
import JSON
import Money

extension FormDecoder {
    /// Reads the whole form. What it answers counts only when there are no errors.
    mutating func form(_ value: JSONValue) -> InvoiceForm {
        // Quietly, before any amount; the field itself is judged when its turn comes.
        currency = value[InvoiceName.currency.rawValue]?.string.flatMap { try? Currency($0) }
        var form = InvoiceForm(
            kind: .invoice,
            content: InvoiceContent(currency: currency ?? Self.anyCurrency, lines: []))
        var discount = PartFields()
        object(value, InvoiceName.self) { decoder, name, value in
            switch name {
            case .id: form.id = decoder.text(value, max: InvoiceForm.idLengthMax)
            case .kind:
                form.kind = decoder.choice(value, of: InvoiceForm.Kind.self) ?? .invoice
            case .discountPercent, .discountAmount, .discountReason:
                decoder.readDiscount(name.rawValue, value, into: &discount)
            default: decoder.readContent(name, value, into: &form.content)
            }
        }
        form.content.discount = self.discount(discount)
        return form
    }

    private mutating func readContent(
        _ name: InvoiceName, _ value: JSONValue, into content: inout InvoiceContent
    ) {
        switch name {
        case .currency: _ = currencyCode(value)
        case .pricesIncludeTax: content.pricesIncludeTax = bool(value) ?? false
        case .rounding: content.rounding = choice(value, of: Rounding.self) ?? .halfUp
        case .lines: content.lines = lines(value)
        case .allowances: content.allowances = documentParts(value, "allowances")
        case .charges: content.charges = documentParts(value, "charges")
        case .buyer: content.buyerVATID = buyer(value)
        case .paid: content.paid = amount(value)
        case .roundingAmount: content.roundingAmount = amount(value)
        case .id, .kind, .discountPercent, .discountAmount, .discountReason: break
        }
    }

    private mutating func lines(_ value: JSONValue) -> [Line] {
        var lines: [Line] = []
        array(value, max: InvoiceBounds.linesMax, of: "lines") { decoder, value in
            lines.append(decoder.line(value))
        }
        return lines
    }

    private mutating func line(_ value: JSONValue) -> Line {
        var line = Line(unitPrice: 0, tax: Tax(.standard))
        var discount = PartFields()
        var tax = TaxFields()
        object(value, LineName.self) { decoder, name, value in
            switch name {
            case .description:
                line.description =
                    decoder.text(value, max: InvoiceBounds.descriptionLengthMax) ?? ""
            case .quantity: line.quantity = decoder.decimal(value) ?? 1
            case .unit: line.unit = decoder.word(value, UnitCode.init) ?? .one
            case .unitPrice: line.unitPrice = decoder.decimal(value) ?? 0
            case .baseQuantity: line.baseQuantity = decoder.decimal(value) ?? 1
            case .discountPercent, .discountAmount, .discountReason:
                decoder.readDiscount(name.rawValue, value, into: &discount)
            case .allowances: line.allowances = decoder.lineParts(value, "allowances")
            case .charges: line.charges = decoder.lineParts(value, "charges")
            case .taxCategory, .taxRate, .exemptionReason, .exemptionCode:
                decoder.readTax(name.rawValue, value, into: &tax)
            }
        }
        line.discount = self.discount(discount)
        line.tax = tax.tax
        return line
    }

    private mutating func buyer(_ value: JSONValue) -> VATID? {
        var vatID: VATID?
        object(value, BuyerName.self) { decoder, _, value in
            vatID = decoder.word(value, VATID.init)
        }
        return vatID
    }
}
