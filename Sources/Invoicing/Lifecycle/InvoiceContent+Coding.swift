import Money

extension InvoiceContent {
    var canonical: CanonicalValue {
        var fields = FieldWriter()
        fields.put("currency", currency.code)
        fields.put("pricesIncludeTax", String(pricesIncludeTax))
        fields.put("rounding", rounding.rawValue)
        fields.put("lines", lines.map(\.canonical))
        fields.put("discount", discount?.canonical)
        fields.put("allowances", allowances.map(\.canonical))
        fields.put("charges", charges.map(\.canonical))
        fields.put("buyerVATID", buyerVATID?.description)
        fields.put("paid", paid?.text)
        fields.put("roundingAmount", roundingAmount?.text)
        return fields.value
    }

    init(_ fields: FieldReader) throws(InvoicingError) {
        let currency = try fields.read("currency") { text throws(MoneyError) in
            try Currency(text)
        }
        guard let rounding = Rounding(rawValue: try fields.text("rounding")) else {
            throw fields.fault("rounding")
        }
        self.init(
            currency: currency, pricesIncludeTax: try fields.flag("pricesIncludeTax"),
            rounding: rounding,
            lines: try mapped(fields.records("lines")) { reader throws(InvoicingError) in
                try Line(reader, in: currency)
            },
            discount: try Adjustment(fields.optionalRecord("discount"), in: currency),
            allowances: try DocumentAdjustment.list(fields.records("allowances"), in: currency),
            charges: try DocumentAdjustment.list(fields.records("charges"), in: currency),
            buyerVATID: try fields.optionalText("buyerVATID").map(VATID.init(frozen:)),
            paid: try fields.amount("paid", in: currency),
            roundingAmount: try fields.amount("roundingAmount", in: currency))
    }
}

extension Line {
    fileprivate var canonical: CanonicalValue {
        var fields = FieldWriter()
        fields.put("description", description)
        fields.put("quantity", quantity.description)
        fields.put("unit", unit.code)
        fields.put("unitPrice", unitPrice.description)
        fields.put("baseQuantity", baseQuantity.description)
        fields.put("discount", discount?.canonical)
        fields.put("allowances", allowances.map(\.canonical))
        fields.put("charges", charges.map(\.canonical))
        fields.put("tax", tax.canonical)
        return fields.value
    }

    fileprivate init(_ fields: FieldReader, in currency: Currency) throws(InvoicingError) {
        let adjustments = { (name: String) throws(InvoicingError) in
            try mapped(fields.records(name)) { reader throws(InvoicingError) in
                try Adjustment(reader, in: currency)
            }
        }
        self.init(
            description: try fields.optionalText("description") ?? "",
            quantity: try fields.decimal("quantity"),
            unit: UnitCode(frozen: try fields.text("unit")),
            unitPrice: try fields.decimal("unitPrice"),
            baseQuantity: try fields.decimal("baseQuantity"),
            discount: try Adjustment(fields.optionalRecord("discount"), in: currency),
            allowances: try adjustments("allowances"), charges: try adjustments("charges"),
            tax: try Tax(fields.record("tax")))
    }
}

extension Adjustment {
    fileprivate var canonical: CanonicalValue {
        var fields = FieldWriter()
        switch size {
        case .amount(let amount): fields.put("amount", amount.text)
        case .percent(let rate): fields.put("percent", rate.description)
        }
        fields.put("reason", reason)
        fields.put("reasonCode", reasonCode)
        return fields.value
    }

    fileprivate init(_ fields: FieldReader, in currency: Currency) throws(InvoicingError) {
        let size: Size
        if let amount = try fields.amount("amount", in: currency) {
            size = .amount(amount)
        } else {
            size = .percent(
                try fields.read("percent") { text throws(MoneyError) in try Rate(text) })
        }
        self.init(
            size, reason: try fields.optionalText("reason"),
            reasonCode: try fields.optionalText("reasonCode"))
    }

    fileprivate init?(_ fields: FieldReader?, in currency: Currency) throws(InvoicingError) {
        guard let fields else { return nil }
        try self.init(fields, in: currency)
    }
}

extension DocumentAdjustment {
    fileprivate var canonical: CanonicalValue {
        var fields = FieldWriter()
        fields.put("adjustment", adjustment.canonical)
        fields.put("tax", tax?.canonical)
        return fields.value
    }

    fileprivate static func list(
        _ records: [FieldReader], in currency: Currency
    ) throws(InvoicingError) -> [DocumentAdjustment] {
        try mapped(records) { record throws(InvoicingError) in
            let tax = try record.optionalRecord("tax")
            let adjustment = try Adjustment(record.record("adjustment"), in: currency)
            return DocumentAdjustment(adjustment, tax: try tax.map(Tax.init))
        }
    }
}

extension Tax {
    fileprivate var canonical: CanonicalValue {
        var fields = FieldWriter()
        fields.put("category", category.rawValue)
        fields.put("rate", rate?.description)
        fields.put("exemption", exemption?.canonical)
        return fields.value
    }

    fileprivate init(_ fields: FieldReader) throws(InvoicingError) {
        guard let category = TaxCategory(rawValue: try fields.text("category")) else {
            throw fields.fault("category")
        }
        self.init(
            category,
            rate: try fields.optional("rate") { text throws(MoneyError) in try Rate(text) },
            exemption: try fields.optionalRecord("exemption").map(Exemption.init))
    }
}

extension Exemption {
    var canonical: CanonicalValue {
        var fields = FieldWriter()
        fields.put("reason", reason)
        fields.put("code", code)
        return fields.value
    }

    init(_ fields: FieldReader) throws(InvoicingError) {
        self.init(
            reason: try fields.optionalText("reason"), code: try fields.optionalText("code"))
    }
}

extension FieldReader {
    func amount(_ name: String, in currency: Currency) throws(InvoicingError) -> Amount? {
        try optional(name) { text throws(MoneyError) in try Amount(text, in: currency) }
    }

    func decimal(_ name: String) throws(InvoicingError) -> Decimal {
        try read(name) { text throws(MoneyError) in try Decimal(text) }
    }
}

/// Maps with a typed error, in order.
func mapped<Source, Value>(
    _ sources: [Source], _ transform: (Source) throws(InvoicingError) -> Value
) throws(InvoicingError) -> [Value] {
    var values: [Value] = []
    for source in sources { values.append(try transform(source)) }
    return values
}
