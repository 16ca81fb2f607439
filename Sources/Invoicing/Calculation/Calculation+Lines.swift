import Money

extension Calculation {
    /// Stage 1: what each line comes to, as it is priced, and the group it belongs to.
    mutating func addLines() {
        for (index, line) in content.lines.enumerated() {
            let place = group(of: line.tax, at: "lines[\(index)]")
            let gross = gross(of: line, at: index)
            let totals = adjusted(line, gross: gross, group: place, at: index)
            groups[place].lines = sum(
                groups[place].lines, totals.amount.minorUnits, at: "lines[\(index)]")
            lines.append(totals)
        }
    }

    private mutating func gross(of line: Line, at index: Int) -> Int64 {
        do {
            return try Amount(
                price: line.unitPrice, quantity: line.quantity, per: line.baseQuantity,
                in: currency, rounding: rounding
            ).minorUnits
        } catch {
            refuse("lines[\(index)]", Self.smaller)
            return 0
        }
    }

    private mutating func adjusted(
        _ line: Line, gross: Int64, group: Int, at index: Int
    ) -> LineTotals {
        if line.discount == nil, line.allowances.isEmpty, line.charges.isEmpty {
            return LineTotals(
                gross: amount(gross), discount: nil, allowances: [], charges: [],
                amount: amount(gross), net: amount(gross), group: group)
        }
        let path = "lines[\(index)]"
        let charges = line.charges.map { size(of: $0, base: gross, at: path) }
        let allowances = line.allowances.map { size(of: $0, base: gross, at: path) }
        let discount = line.discount.map { size(of: $0, base: gross, at: path) }
        var rest = gross
        for part in charges { rest = sum(rest, part, at: path) }
        for part in allowances { rest = sum(rest, -part, at: path) }
        rest = sum(rest, -(discount ?? 0), at: path)
        if rest < 0 {
            let field = line.allowances.isEmpty ? "discountAmount" : "allowances"
            refuse("\(path).\(field)", "no more taken off than the line comes to")
        }
        return LineTotals(
            gross: amount(gross), discount: discount.map(amount),
            allowances: allowances.map(amount), charges: charges.map(amount),
            amount: amount(rest), net: amount(rest), group: group)
    }
}
