package import Money

/// What is taken off or put on: a discount, an allowance or a charge, with its reason.
package struct Adjustment: Hashable, Sendable {
    /// How much it is.
    package enum Size: Hashable, Sendable {
        /// So much, in the invoice's currency.
        case amount(Amount)
        /// A percentage of what it is taken from.
        case percent(Rate)
    }

    /// How much it is.
    package let size: Size
    /// Why, in words.
    package let reason: String?
    /// Why, as a code of UNTDID 5189 (allowances) or 7161 (charges).
    package let reasonCode: String?

    /// Takes a size and a reason.
    package init(_ size: Size, reason: String? = nil, reasonCode: String? = nil) {
        self.size = size
        self.reason = reason
        self.reasonCode = reasonCode
    }

    /// The field in which a discount of this size is written.
    var discountField: String {
        switch size {
        case .amount: "discountAmount"
        case .percent: "discountPercent"
        }
    }

    /// A discount, with the reason that it has unless another is given.
    package static func discount(_ size: Size, reason: String? = nil) -> Adjustment {
        Adjustment(size, reason: reason ?? "Discount", reasonCode: "95")
    }
}

/// An allowance or charge of the whole document.
package struct DocumentAdjustment: Hashable, Sendable {
    /// How much and why.
    package let adjustment: Adjustment
    /// The tax that it belongs to; without one it is split over the groups of the lines.
    package let tax: Tax?

    /// Takes an adjustment and, where it belongs to one group alone, its tax.
    package init(_ adjustment: Adjustment, tax: Tax? = nil) {
        self.adjustment = adjustment
        self.tax = tax
    }
}
