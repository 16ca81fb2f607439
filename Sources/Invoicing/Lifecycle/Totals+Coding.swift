import Money

extension Totals {
    var canonical: CanonicalValue {
        var fields = FieldWriter()
        fields.put("lines", lines.map(\.canonical))
        fields.put("taxes", taxes.map(\.canonical))
        fields.put("discount", discount?.canonical)
        fields.put("allowances", allowances.map(\.canonical))
        fields.put("charges", charges.map(\.canonical))
        fields.put("lineSum", lineSum.text)
        fields.put("allowanceSum", allowanceSum.text)
        fields.put("chargeSum", chargeSum.text)
        fields.put("net", net.text)
        fields.put("tax", tax.text)
        fields.put("total", total.text)
        fields.put("paid", paid.text)
        fields.put("roundingAmount", roundingAmount.text)
        fields.put("due", due.text)
        return fields.value
    }

    init(_ fields: FieldReader, in currency: Currency) throws(InvoicingError) {
        let sums = SumReader(fields, currency)
        self.init(
            currency: currency, lines: try sums.each("lines", LineTotals.init),
            taxes: try sums.each("taxes", TaxTotals.init),
            discount: try fields.optionalRecord("discount").map { record throws(InvoicingError) in
                try AdjustmentTotals(SumReader(record, currency))
            },
            allowances: try sums.each("allowances", AdjustmentTotals.init),
            charges: try sums.each("charges", AdjustmentTotals.init),
            lineSum: try sums["lineSum"], allowanceSum: try sums["allowanceSum"],
            chargeSum: try sums["chargeSum"], net: try sums["net"], tax: try sums["tax"],
            total: try sums["total"], paid: try sums["paid"],
            roundingAmount: try sums["roundingAmount"], due: try sums["due"])
    }
}

/// Reads amounts of one currency by name.
private struct SumReader {
    let fields: FieldReader
    let currency: Currency

    init(_ fields: FieldReader, _ currency: Currency) {
        self.fields = fields
        self.currency = currency
    }

    subscript(_ name: String) -> Amount {
        get throws(InvoicingError) {
            guard let amount = try fields.amount(name, in: currency) else {
                throw fields.fault(name)
            }
            return amount
        }
    }

    func list(_ name: String) throws(InvoicingError) -> [Amount] {
        let currency = currency
        return try fields.texts(name) { text throws(MoneyError) in try Amount(text, in: currency) }
    }

    func each<Value>(
        _ name: String, _ read: (SumReader) throws(InvoicingError) -> Value
    ) throws(InvoicingError) -> [Value] {
        let currency = currency
        return try mapped(fields.records(name)) { record throws(InvoicingError) in
            try read(SumReader(record, currency))
        }
    }
}

extension LineTotals {
    fileprivate var canonical: CanonicalValue {
        var fields = FieldWriter()
        fields.put("gross", gross.text)
        fields.put("discount", discount?.text)
        fields.put("allowances", allowances.map { .text($0.text) })
        fields.put("charges", charges.map { .text($0.text) })
        fields.put("amount", amount.text)
        fields.put("net", net.text)
        fields.put("group", String(group))
        return fields.value
    }

    fileprivate init(_ sums: SumReader) throws(InvoicingError) {
        self.init(
            gross: try sums["gross"],
            discount: try sums.fields.amount("discount", in: sums.currency),
            allowances: try sums.list("allowances"), charges: try sums.list("charges"),
            amount: try sums["amount"], net: try sums["net"],
            group: try sums.fields.whole("group"))
    }
}

extension AdjustmentTotals {
    fileprivate var canonical: CanonicalValue {
        var fields = FieldWriter()
        fields.put("base", base?.text)
        fields.put("amount", amount.text)
        fields.put("net", net.text)
        fields.put(
            "shares",
            shares.map { share in
                var fields = FieldWriter()
                fields.put("group", String(share.group))
                fields.put("amount", share.amount.text)
                fields.put("net", share.net.text)
                return fields.value
            })
        return fields.value
    }

    fileprivate init(_ sums: SumReader) throws(InvoicingError) {
        self.init(
            base: try sums.fields.amount("base", in: sums.currency), amount: try sums["amount"],
            net: try sums["net"],
            shares: try sums.each("shares") { sums throws(InvoicingError) in
                Share(
                    group: try sums.fields.whole("group"), amount: try sums["amount"],
                    net: try sums["net"])
            })
    }
}

extension TaxTotals {
    fileprivate var canonical: CanonicalValue {
        var fields = FieldWriter()
        fields.put("category", key.category.rawValue)
        fields.put("rate", key.rate?.description)
        fields.put("exemption", exemption?.canonical)
        fields.put("lineSum", lineSum.text)
        fields.put("allowanceSum", allowanceSum.text)
        fields.put("chargeSum", chargeSum.text)
        fields.put("taxable", taxable.text)
        fields.put("tax", tax.text)
        fields.put("total", total.text)
        return fields.value
    }

    fileprivate init(_ sums: SumReader) throws(InvoicingError) {
        guard let category = TaxCategory(rawValue: try sums.fields.text("category")) else {
            throw sums.fields.fault("category")
        }
        let rate = try sums.fields.optional("rate") { text throws(MoneyError) in try Rate(text) }
        self.init(
            key: TaxKey(Tax(category, rate: rate)),
            exemption: try sums.fields.optionalRecord("exemption").map(Exemption.init),
            lineSum: try sums["lineSum"], allowanceSum: try sums["allowanceSum"],
            chargeSum: try sums["chargeSum"], taxable: try sums["taxable"],
            tax: try sums["tax"], total: try sums["total"])
    }
}
