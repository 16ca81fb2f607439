import Money

// What is given as an amount rather than a percentage is credited in proportion: of a line by its
// quantity, of the document by what its lines come to.
extension IssuedDocument {
    /// So much of a line, with its share of each fixed allowance and charge.
    static func part(of line: Line, _ quantity: Decimal) throws(InvoicingError) -> Line {
        var part = line
        part.quantity = quantity
        guard quantity != line.quantity else { return part }
        let share = try Share(units(quantity), of: units(line.quantity))
        part.discount = try line.discount.map { one throws(InvoicingError) in try share.of(one) }
        part.allowances = try mapped(line.allowances, share.of)
        part.charges = try mapped(line.charges, share.of)
        return part
    }

    /// Leaves of the document's fixed discount, allowances and charges what its lines amount to.
    static func share(
        _ content: inout InvoiceContent, of whole: InvoiceContent
    ) throws(InvoicingError) {
        guard content.lines != whole.lines else { return }
        let share = try Share(lineSum(content), of: lineSum(whole))
        content.discount = try whole.discount.map { one throws(InvoicingError) in
            try share.of(one)
        }
        let scaled = { (one: DocumentAdjustment) throws(InvoicingError) in
            DocumentAdjustment(try share.of(one.adjustment), tax: one.tax)
        }
        content.allowances = try mapped(whole.allowances, scaled)
        content.charges = try mapped(whole.charges, scaled)
    }

    /// What the lines come to by themselves, as they are priced.
    private static func lineSum(_ content: InvoiceContent) throws(InvoicingError) -> Int128 {
        var lines = content
        lines.discount = nil
        lines.allowances = []
        lines.charges = []
        lines.paid = nil
        lines.roundingAmount = nil
        return try lines.totals().lines.reduce(0) { $0 + Int128($1.amount.minorUnits) }
    }

    /// Quantities have at most six decimals.
    private static func units(_ quantity: Decimal) throws(InvoicingError) -> Int128 {
        guard quantity.scale <= InvoiceBounds.decimalsMax else { throw .money(.overflow) }
        return Int128(quantity.coefficient)
            * PowerOfTen.wide(InvoiceBounds.decimalsMax - quantity.scale)
    }
}

/// A part of a whole, by which amounts are scaled.
private struct Share {
    let part: Int128
    let whole: Int128

    init(_ part: Int128, of whole: Int128) {
        self.part = part
        self.whole = whole
    }

    func of(_ adjustment: Adjustment) throws(InvoicingError) -> Adjustment {
        guard case .amount(let amount) = adjustment.size, whole > 0 else { return adjustment }
        let (product, isOver) = Int128(amount.minorUnits).multipliedReportingOverflow(by: part)
        guard !isOver,
            let units = Int64(exactly: Rounding.halfUp.quotient(product, by: whole))
        else { throw .money(.overflow) }
        return Adjustment(
            .amount(Amount(minorUnits: units, in: amount.currency)), reason: adjustment.reason,
            reasonCode: adjustment.reasonCode)
    }
}
