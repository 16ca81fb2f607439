package import Money

/// The tax of a line, a discount or a charge: a category, and a rate where it has one.
package struct Tax: Hashable, Sendable {
    /// BT-151: the category.
    package let category: TaxCategory
    /// BT-152: the rate in percent as it was given; may be left out where tax is never charged.
    package let rate: Rate?
    /// Why no tax is charged.
    package let exemption: Exemption?

    /// Takes what was given; the rules are checked with the whole invoice.
    package init(_ category: TaxCategory, rate: Rate? = nil, exemption: Exemption? = nil) {
        self.category = category
        self.rate = rate
        self.exemption = exemption
    }

    /// Tax at a rate: category S.
    package static func standard(_ rate: Rate) -> Tax { Tax(.standard, rate: rate) }
}

/// What a tax group shares: everything of one category and rate is taxed together.
package struct TaxKey: Hashable, Sendable {
    /// BT-118: the category.
    package let category: TaxCategory
    /// BT-119: the rate in percent; none where the category is out of scope.
    package let rate: Rate?

    /// The group that a tax belongs to: "25" and "25.00" are one, and so are zero and no rate.
    init(_ tax: Tax) {
        category = tax.category
        rate = tax.category == .outOfScope ? nil : tax.rate ?? .zero
    }
}
