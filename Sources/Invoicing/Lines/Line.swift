package import Money

/// One line of an invoice: what is sold, how much of it, at what price, taxed how.
package struct Line: Hashable, Sendable {
    /// BT-153: what is sold, in words.
    package var description: String
    /// BT-129: how much of it.
    package var quantity: Decimal
    /// BT-130: the unit that the quantity counts.
    package var unit: UnitCode
    /// BT-146: the price of one base quantity; it includes the tax where the invoice says so.
    package var unitPrice: Decimal
    /// BT-149: how much the price is for.
    package var baseQuantity: Decimal
    /// The line's own discount, taken from its gross.
    package var discount: Adjustment?
    /// BG-27: what is taken off.
    package var allowances: [Adjustment]
    /// BG-28: what is put on.
    package var charges: [Adjustment]
    /// BT-151, BT-152: how it is taxed.
    package var tax: Tax

    /// Takes a line as it was written; the rules are checked with the whole invoice.
    package init(
        description: String = "", quantity: Decimal = 1, unit: UnitCode = .one,
        unitPrice: Decimal, baseQuantity: Decimal = 1, discount: Adjustment? = nil,
        allowances: [Adjustment] = [], charges: [Adjustment] = [], tax: Tax
    ) {
        self.description = description
        self.quantity = quantity
        self.unit = unit
        self.unitPrice = unitPrice
        self.baseQuantity = baseQuantity
        self.discount = discount
        self.allowances = allowances
        self.charges = charges
        self.tax = tax
    }
}
