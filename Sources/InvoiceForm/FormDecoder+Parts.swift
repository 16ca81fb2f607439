import Invoicing
import JSON
import Money

/// What was said about a discount, an allowance or a charge; present even where it was wrong.
struct PartFields {
    var size: Adjustment.Size?
    var sizeCount = 0
    var reason: String?
    var reasonCode: String?
    var hasReason = false
}

/// What was said about a tax.
struct TaxFields {
    var category: TaxCategory?
    var rate: Rate?
    var reason: String?
    var code: String?
    /// Whether category or rate were given at all.
    var isGiven = false

    var tax: Tax {
        let exemption =
            reason == nil && code == nil ? nil : Exemption(reason: reason, code: code)
        return Tax(category ?? .standard, rate: rate, exemption: exemption)
    }
}

extension FormDecoder {
    /// Reads one of the fields of a discount, which stand beside those of what is discounted.
    mutating func readDiscount(
        _ name: String, _ value: JSONValue, into fields: inout PartFields
    ) {
        switch name {
        case "discountPercent": readPercent(value, into: &fields)
        case "discountAmount": readAmount(value, into: &fields)
        default:
            fields.hasReason = true
            fields.reason = words(value, max: InvoiceBounds.reasonLengthMax)
        }
    }

    /// The discount that the fields make, if any.
    mutating func discount(_ fields: PartFields) -> Adjustment? {
        if fields.sizeCount > 1 {
            refuse("discountAmount", expected: "either this or discountPercent, not both")
        }
        if fields.sizeCount == 0, fields.hasReason {
            refuse("discountReason", expected: "discountPercent or discountAmount beside it")
        }
        return fields.size.map { .discount($0, reason: fields.reason) }
    }

    /// Reads the allowances or charges of a line.
    mutating func lineParts(_ value: JSONValue, _ what: String) -> [Adjustment] {
        var parts: [Adjustment] = []
        array(value, max: InvoiceBounds.adjustmentsMax, of: what) { decoder, value in
            var fields = PartFields()
            let isObject = decoder.object(value, PartName.self) { decoder, name, value in
                decoder.readPart(name.rawValue, value, into: &fields)
            }
            if isObject, let part = decoder.part(fields) { parts.append(part) }
        }
        return parts
    }

    /// Reads the allowances or charges of the document.
    mutating func documentParts(_ value: JSONValue, _ what: String) -> [DocumentAdjustment] {
        var parts: [DocumentAdjustment] = []
        array(value, max: InvoiceBounds.adjustmentsMax, of: what) { decoder, value in
            var fields = PartFields()
            var tax = TaxFields()
            let isObject = decoder.object(value, DocumentPartName.self) { decoder, name, value in
                switch name {
                case .percent, .amount, .reason, .reasonCode:
                    decoder.readPart(name.rawValue, value, into: &fields)
                case .taxCategory, .taxRate, .exemptionReason, .exemptionCode:
                    decoder.readTax(name.rawValue, value, into: &tax)
                }
            }
            if !tax.isGiven, tax.tax.exemption != nil {
                decoder.refuse("taxCategory", expected: "the category that is exempt")
            }
            guard isObject, let part = decoder.part(fields) else { return }
            parts.append(DocumentAdjustment(part, tax: tax.isGiven ? tax.tax : nil))
        }
        return parts
    }

    /// Reads one of the fields of a tax.
    mutating func readTax(_ name: String, _ value: JSONValue, into fields: inout TaxFields) {
        switch name {
        case "taxCategory":
            fields.isGiven = true
            fields.category = choice(value, of: TaxCategory.self)
        case "taxRate":
            fields.isGiven = true
            fields.rate = rate(value)
        case "exemptionReason":
            fields.reason = words(value, max: InvoiceBounds.reasonLengthMax)
        default: fields.code = words(value, max: InvoiceBounds.codeLengthMax)
        }
    }

    private mutating func readPart(
        _ name: String, _ value: JSONValue, into fields: inout PartFields
    ) {
        switch name {
        case "percent": readPercent(value, into: &fields)
        case "amount": readAmount(value, into: &fields)
        case "reason": fields.reason = words(value, max: InvoiceBounds.reasonLengthMax)
        default: fields.reasonCode = words(value, max: InvoiceBounds.codeLengthMax)
        }
    }

    private mutating func readPercent(_ value: JSONValue, into fields: inout PartFields) {
        fields.sizeCount += 1
        fields.size = rate(value).map { .percent($0) }
    }

    private mutating func readAmount(_ value: JSONValue, into fields: inout PartFields) {
        fields.sizeCount += 1
        fields.size = amount(value).map { .amount($0) }
    }

    private mutating func part(_ fields: PartFields) -> Adjustment? {
        if fields.sizeCount != 1 {
            refuse("amount", expected: "either this or percent, one of the two")
        }
        return fields.size.map {
            Adjustment($0, reason: fields.reason, reasonCode: fields.reasonCode)
        }
    }
}
