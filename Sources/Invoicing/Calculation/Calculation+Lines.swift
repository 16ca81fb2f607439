import Money

extension Line {
    /// Whether anything is taken off or put on.
    @inline(__always)
    var isAdjusted: Bool { discount != nil || !allowances.isEmpty || !charges.isEmpty }
}

extension LineTotals {
    /// A line on which nothing is taken off or put on.
    fileprivate init(gross: Amount, group: Int) {
        self.init(
            gross: gross, discount: nil, allowances: [], charges: [], amount: gross, net: gross,
            group: group)
    }
}

extension Calculation {
    /// Stage 1: what each line comes to, as it is priced, and the group it belongs to.
    mutating func addLines() {
        // By index, because a line that is named is copied with all its texts.
        for index in content.lines.indices {
            let place = group(of: content.lines[index].tax, at: "lines[\(index)]")
            let gross = grossOfLine(index)
            let totals =
                content.lines[index].isAdjusted
                ? adjusted(content.lines[index], gross: gross, group: place, at: index)
                : LineTotals(gross: amount(gross), group: place)
            groups[place].lines = sum(
                groups[place].lines, totals.amount.minorUnits, at: "lines[\(index)]")
            lines.append(totals)
        }
    }

    private mutating func grossOfLine(_ index: Int) -> Int64 {
        do {
            return try Amount(
                price: content.lines[index].unitPrice, quantity: content.lines[index].quantity,
                per: content.lines[index].baseQuantity,
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
        let path = "lines[\(index)]"
        let charges = line.charges.map { size(of: $0, base: gross, at: path) }
        let allowances = line.allowances.map { size(of: $0, base: gross, at: path) }
        let discount = line.discount.map { size(of: $0, base: gross, at: path) }
        var rest = gross
        for part in charges { rest = sum(rest, part, at: path) }
        for part in allowances { rest = sum(rest, -part, at: path) }
        rest = sum(rest, -(discount ?? 0), at: path)
        if rest < 0 {
            let field =
                line.allowances.isEmpty ? line.discount?.discountField ?? "" : "allowances"
            refuse("\(path).\(field)", "no more taken off than the line comes to")
        }
        return LineTotals(
            gross: amount(gross), discount: discount.map(amount),
            allowances: allowances.map(amount), charges: charges.map(amount),
            amount: amount(rest), net: amount(rest), group: group)
    }
}
