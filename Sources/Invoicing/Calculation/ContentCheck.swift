import Money

extension InvoiceContent {
    /// Every field that breaks a rule; empty when figures can be computed.
    ///
    /// What only the figures show (an allowance larger than its line, a sum that does not fit) is
    /// said by `totals()`.
    package func fieldErrors() -> [FieldError] {
        var check = ContentCheck(currency: currency)
        check.checkLines(lines)
        check.checkDocument(self)
        return check.errors
    }
}

/// Goes over the fields of one invoice and collects what is wrong.
struct ContentCheck {
    let currency: Currency
    var errors: [FieldError] = []
    var tax = TaxCheck()

    init(currency: Currency) { self.currency = currency }

    mutating func checkDocument(_ content: InvoiceContent) {
        if let discount = content.discount {
            checkTakenOff(discount, at: "", prefix: "discount")
        }
        checkParts(content.allowances, named: "allowances", isTakenOff: true)
        checkParts(content.charges, named: "charges", isTakenOff: false)
        tax.finish(hasBuyerVATID: content.buyerVATID != nil)
        if let paid = content.paid { checkAmount(paid, at: "paid") }
        if let amount = content.roundingAmount, amount.currency != currency {
            refuse("roundingAmount", "an amount in \(currency.code)")
        }
        errors += tax.errors
    }

    private mutating func checkParts(
        _ parts: [DocumentAdjustment], named name: String, isTakenOff: Bool
    ) {
        checkCount(parts.count, at: name)
        for (index, part) in parts.enumerated() {
            let path = "\(name)[\(index)]"
            checkAdjustment(part.adjustment, at: path, isTakenOff: isTakenOff)
            guard let partTax = part.tax else { continue }
            tax.check(partTax, at: path)
            checkExemption(partTax.exemption, at: path)
        }
    }

    mutating func checkCount(_ count: Int, at path: String) {
        guard count > InvoiceBounds.adjustmentsMax else { return }
        refuse(path, "at most \(InvoiceBounds.adjustmentsMax) of them")
    }

    mutating func checkAdjustment(_ part: Adjustment, at path: String, isTakenOff: Bool) {
        checkSize(
            part.size, amountAt: "\(path).amount", percentAt: "\(path).percent",
            isTakenOff: isTakenOff)
        if (part.reason ?? "").isEmpty, (part.reasonCode ?? "").isEmpty {
            refuse("\(path).reason", "a reason, in words or as a code")
        }
        checkLength(part.reason ?? "", InvoiceBounds.reasonLengthMax, at: "\(path).reason")
        checkLength(
            part.reasonCode ?? "", InvoiceBounds.codeLengthMax, at: "\(path).reasonCode")
    }

    /// A discount is written as fields of its own: `discountPercent`, not `discount.percent`.
    mutating func checkTakenOff(_ discount: Adjustment, at path: String, prefix: String) {
        let start = path.isEmpty ? prefix : "\(path).\(prefix)"
        checkSize(
            discount.size, amountAt: "\(start)Amount", percentAt: "\(start)Percent",
            isTakenOff: true)
        checkLength(
            discount.reason ?? "", InvoiceBounds.reasonLengthMax, at: "\(start)Reason")
    }

    private mutating func checkSize(
        _ size: Adjustment.Size, amountAt: String, percentAt: String, isTakenOff: Bool
    ) {
        switch size {
        case .amount(let amount): checkAmount(amount, at: amountAt)
        case .percent(let rate) where isTakenOff && rate > InvoiceBounds.discountMax:
            refuse(percentAt, "a percentage between 0 and 100")
        case .percent: break
        }
    }

    mutating func checkAmount(_ amount: Amount, at path: String) {
        if amount.currency != currency { refuse(path, "an amount in \(currency.code)") }
        if amount.isNegative { refuse(path, "an amount of 0 or more") }
    }

    mutating func checkExemption(_ exemption: Exemption?, at path: String) {
        guard let exemption else { return }
        if (exemption.reason ?? "").isEmpty, (exemption.code ?? "").isEmpty {
            refuse("\(path).exemptionReason", "a reason, in words or as a code")
        }
        checkLength(
            exemption.reason ?? "", InvoiceBounds.reasonLengthMax, at: "\(path).exemptionReason")
        checkLength(
            exemption.code ?? "", InvoiceBounds.codeLengthMax, at: "\(path).exemptionCode")
    }

    mutating func checkLength(
        _ text: String, _ lengthMax: Int, at path: @autoclosure () -> String
    ) {
        // No text has more characters than bytes, and bytes are counted without looking.
        guard text.utf8.count > lengthMax, text.unicodeScalars.count > lengthMax else { return }
        refuse(path(), "at most \(lengthMax) characters")
    }

    mutating func refuse(_ path: String, _ expected: String) {
        errors.append(FieldError(field: path, expected: expected))
    }
}
