import Money

extension Calculation {
    /// Stage 4: the sums.
    mutating func totals() -> Totals {
        var lineSum: Int64 = 0
        var allowanceSum: Int64 = 0
        var chargeSum: Int64 = 0
        var tax: Int64 = 0
        for group in groups {
            lineSum = sum(lineSum, group.lineNet, at: "lines")
            allowanceSum = sum(allowanceSum, group.allowanceNet, at: "allowances")
            chargeSum = sum(chargeSum, group.chargeNet, at: "charges")
            tax = sum(tax, group.tax, at: "lines")
            _ = sum(group.taxable, group.tax, at: "lines")
        }
        let charged = sum(lineSum, chargeSum, at: "charges")
        let net = sum(charged, -allowanceSum, at: "allowances")
        let total = sum(net, tax, at: "lines")
        let paid = content.paid?.minorUnits ?? 0
        let rounded = content.roundingAmount?.minorUnits ?? 0
        let due = sum(sum(total, -paid, at: "paid"), rounded, at: "roundingAmount")
        let discount = content.discount == nil ? nil : takenOff.first
        return Totals(
            currency: currency, lines: lines, taxes: groups.map(taxTotals), discount: discount,
            allowances: discount == nil ? takenOff : Array(takenOff.dropFirst()), charges: charges,
            lineSum: amount(lineSum),
            allowanceSum: amount(allowanceSum), chargeSum: amount(chargeSum), net: amount(net),
            tax: amount(tax), total: amount(total), paid: amount(paid),
            roundingAmount: amount(rounded), due: amount(due))
    }

    private func taxTotals(_ group: TaxGroup) -> TaxTotals {
        TaxTotals(
            key: group.key, exemption: group.exemption, lineSum: amount(group.lineNet),
            allowanceSum: amount(group.allowanceNet), chargeSum: amount(group.chargeNet),
            taxable: amount(group.taxable), tax: amount(group.tax),
            total: amount(group.taxable &+ group.tax))
    }
}
