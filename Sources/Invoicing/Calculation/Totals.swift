package import Money

/// Every figure of an invoice, with each intermediate: whoever shows one only prints it.
///
/// 1. `lineSum` is the sum of the lines' nets (BR-CO-10).
/// 2. `allowanceSum` and `chargeSum` are the sums of the document's parts (BR-CO-11, 12).
/// 3. `net` = `lineSum` − `allowanceSum` + `chargeSum` (BR-CO-13).
/// 4. `tax` is the sum of the groups' taxes, `total` = `net` + `tax` (BR-CO-14, 15).
/// 5. `due` = `total` − `paid` + `roundingAmount` (BR-CO-16).
/// 6. A group's tax is its taxable amount times its rate, rounded once (BR-CO-17); where prices
///    include the tax, taxable and tax sum to what the customer was told.
package struct Totals: Hashable, Sendable {
    /// BT-5: the currency of every amount.
    package let currency: Currency
    /// What each line comes to, in the order of the lines.
    package let lines: [LineTotals]
    /// BG-23: what each tax group comes to, in the order in which the groups first occur.
    package let taxes: [TaxTotals]
    /// What the document's discount comes to.
    package let discount: AdjustmentTotals?
    /// BG-20: what each allowance of the document comes to.
    package let allowances: [AdjustmentTotals]
    /// BG-21: what each charge of the document comes to.
    package let charges: [AdjustmentTotals]
    /// BT-106: the sum of the lines' nets.
    package let lineSum: Amount
    /// BT-107: what the document takes off, its discount included.
    package let allowanceSum: Amount
    /// BT-108: what the document puts on.
    package let chargeSum: Amount
    /// BT-109: the total without tax.
    package let net: Amount
    /// BT-110: the tax.
    package let tax: Amount
    /// BT-112: the total with tax.
    package let total: Amount
    /// BT-113: what was paid before.
    package let paid: Amount
    /// BT-114: what the amount due is rounded by.
    package let roundingAmount: Amount
    /// BT-115: what is to be paid; below zero when more was paid than is owed.
    package let due: Amount
}

/// What one line comes to. All but `net` are as the line is priced: with the tax where prices
/// include it.
package struct LineTotals: Hashable, Sendable {
    /// Unit price ÷ base quantity × quantity.
    package let gross: Amount
    /// What the line's own discount takes off.
    package let discount: Amount?
    /// BT-136: what each allowance takes off.
    package let allowances: [Amount]
    /// BT-141: what each charge puts on.
    package let charges: [Amount]
    /// Gross, less discount and allowances, plus charges.
    package let amount: Amount
    /// BT-131: the amount without tax.
    package internal(set) var net: Amount
    /// Which of the invoice's tax groups the line belongs to.
    package let group: Int
}

/// What an allowance, a charge or the discount of the document comes to.
package struct AdjustmentTotals: Hashable, Sendable {
    /// What it takes from or adds to one tax group.
    package struct Share: Hashable, Sendable {
        /// Which tax group.
        package let group: Int
        /// The part as it is priced: with the tax where prices include it.
        package let amount: Amount
        /// BT-92, BT-99: the part without tax.
        package internal(set) var net: Amount
    }

    /// BT-93, BT-100: what a percentage is taken of, as the lines are priced.
    package let base: Amount?
    /// The whole as it is priced.
    package let amount: Amount
    /// The whole without tax.
    package internal(set) var net: Amount
    /// Its parts, in the order of the groups; parts of nothing are left out.
    package internal(set) var shares: [Share]
}

/// BG-23: what one tax group comes to.
package struct TaxTotals: Hashable, Sendable {
    /// BT-118, BT-119: category and rate.
    package let key: TaxKey
    /// BT-120, BT-121: why no tax is charged.
    package let exemption: Exemption?
    /// The nets of its lines.
    package let lineSum: Amount
    /// Its share of what the document takes off.
    package let allowanceSum: Amount
    /// Its share of what the document puts on.
    package let chargeSum: Amount
    /// BT-116: what is taxed.
    package let taxable: Amount
    /// BT-117: the tax.
    package let tax: Amount
    /// What the customer pays for the group.
    package let total: Amount
}
