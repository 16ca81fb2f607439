import Invoicing
import JSON
import Money

/// What was said about a discount, an allowance or a charge; present even where it was wrong.
struct DiscountFields {
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
        _ name: String, into fields: inout DiscountFields
    ) throws(JSONError) {
        switch name {
        case "discountPercent": try readPercent(into: &fields)
        case "discountAmount": try readAmount(into: &fields)
        default:
            fields.hasReason = true
            fields.reason = try text(max: InvoiceBounds.reasonLengthMax)
        }
    }

    /// The discount that the fields make, if any.
    mutating func discount(_ fields: DiscountFields) -> Adjustment? {
        if fields.sizeCount > 1 {
            refuse("discountAmount", expected: "either this or discountPercent, not both")
        }
        if fields.sizeCount == 0, fields.hasReason {
            refuse("discountReason", expected: "discountPercent or discountAmount beside it")
        }
        return fields.size.map { .discount($0, reason: fields.reason) }
    }

    /// Reads the allowances or charges of a line.
    mutating func lineParts(_ what: String) throws(JSONError) -> [Adjustment] {
        var parts: [Adjustment] = []
        try array(max: InvoiceBounds.adjustmentsMax, of: what) { decoder throws(JSONError) in
            var fields = DiscountFields()
            try decoder.object(PartName.self) { decoder, name throws(JSONError) in
                try decoder.readPart(name.rawValue, into: &fields)
            }
            if let part = decoder.part(fields) { parts.append(part) }
        }
        return parts
    }

    /// Reads the allowances or charges of the document.
    mutating func documentParts(_ what: String) throws(JSONError) -> [DocumentAdjustment] {
        var parts: [DocumentAdjustment] = []
        try array(max: InvoiceBounds.adjustmentsMax, of: what) { decoder throws(JSONError) in
            var fields = DiscountFields()
            var tax = TaxFields()
            try decoder.object(DocumentPartName.self) { decoder, name throws(JSONError) in
                switch name {
                case .percent, .amount, .reason, .reasonCode:
                    try decoder.readPart(name.rawValue, into: &fields)
                case .taxCategory, .taxRate, .exemptionReason, .exemptionCode:
                    try decoder.readTax(name.rawValue, into: &tax)
                }
            }
            if !tax.isGiven, tax.tax.exemption != nil {
                decoder.refuse("taxCategory", expected: "the category that is exempt")
            }
            guard let part = decoder.part(fields) else { return }
            parts.append(DocumentAdjustment(part, tax: tax.isGiven ? tax.tax : nil))
        }
        return parts
    }

    /// Reads one of the fields of a tax.
    mutating func readTax(_ name: String, into fields: inout TaxFields) throws(JSONError) {
        switch name {
        case "taxCategory":
            fields.isGiven = true
            fields.category = try choice(TaxCategory.self)
        case "taxRate":
            fields.isGiven = true
            fields.rate = try rate()
        case "exemptionReason":
            fields.reason = try text(max: InvoiceBounds.reasonLengthMax)
        default: fields.code = try text(max: InvoiceBounds.codeLengthMax)
        }
    }

    private mutating func readPart(
        _ name: String, into fields: inout DiscountFields
    ) throws(JSONError) {
        switch name {
        case "percent": try readPercent(into: &fields)
        case "amount": try readAmount(into: &fields)
        case "reason": fields.reason = try text(max: InvoiceBounds.reasonLengthMax)
        default: fields.reasonCode = try text(max: InvoiceBounds.codeLengthMax)
        }
    }

    private mutating func readPercent(into fields: inout DiscountFields) throws(JSONError) {
        fields.sizeCount += 1
        fields.size = try rate().map { .percent($0) }
    }

    private mutating func readAmount(into fields: inout DiscountFields) throws(JSONError) {
        fields.sizeCount += 1
        fields.size = try amount().map { .amount($0) }
    }

    private mutating func part(_ fields: DiscountFields) -> Adjustment? {
        if fields.sizeCount != 1 {
            refuse("amount", expected: "either this or percent, one of the two")
        }
        return fields.size.map {
            Adjustment($0, reason: fields.reason, reasonCode: fields.reasonCode)
        }
    }
}
