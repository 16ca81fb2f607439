package import Money

/// Everything of an invoice, a credit note or a quote that its figures follow from.
///
/// Amounts are positive in a credit note too: its kind says which way they count.
package struct InvoiceContent: Hashable, Sendable {
    /// BT-5: the currency of every amount.
    package var currency: Currency
    /// Whether unit prices, discounts and charges include the tax.
    package var pricesIncludeTax: Bool
    /// How the book rounds.
    package var rounding: Rounding
    /// BG-25: what is sold.
    package var lines: [Line]
    /// The discount of the whole document.
    package var discount: Adjustment?
    /// BG-20: what else is taken off the whole document.
    package var allowances: [DocumentAdjustment]
    /// BG-21: what is put on the whole document.
    package var charges: [DocumentAdjustment]
    /// BT-48: the buyer's VAT id.
    package var buyerVATID: VATID?
    /// BT-113: what was paid before; nothing when left out.
    package var paid: Amount?
    /// BT-114: what the amount due is rounded by, up or down; nothing when left out.
    package var roundingAmount: Amount?

    /// Takes the content as it was written; `totals()` checks every rule.
    package init(
        currency: Currency, pricesIncludeTax: Bool = false, rounding: Rounding = .halfUp,
        lines: [Line], discount: Adjustment? = nil, allowances: [DocumentAdjustment] = [],
        charges: [DocumentAdjustment] = [], buyerVATID: VATID? = nil, paid: Amount? = nil,
        roundingAmount: Amount? = nil
    ) {
        self.currency = currency
        self.pricesIncludeTax = pricesIncludeTax
        self.rounding = rounding
        self.lines = lines
        self.discount = discount
        self.allowances = allowances
        self.charges = charges
        self.buyerVATID = buyerVATID
        self.paid = paid
        self.roundingAmount = roundingAmount
    }
}
