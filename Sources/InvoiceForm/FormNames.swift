/// The names that an object of the form may have, as the decoder, the documentation's schema and
/// the advice about mistyped names all see them.
package protocol FormNames: RawRepresentable<String>, CaseIterable, Hashable, Sendable {
    /// The names that may not be left out.
    static var required: [Self] { get }
}

extension FormNames {
    /// Nothing has to be there.
    package static var required: [Self] { [] }
}

/// The names of the invoice itself.
package enum InvoiceName: String, FormNames {
    case id, kind, currency, pricesIncludeTax, rounding, lines
    case discountPercent, discountAmount, discountReason, allowances, charges
    case buyer, paid, roundingAmount

    package static let required: [InvoiceName] = [.currency, .lines]
}

/// The names of a line.
package enum LineName: String, FormNames {
    case description, quantity, unit, unitPrice, baseQuantity
    case discountPercent, discountAmount, discountReason, allowances, charges
    case taxCategory, taxRate, exemptionReason, exemptionCode

    package static let required: [LineName] = [.quantity, .unitPrice]
}

/// The names of an allowance or charge of a line.
package enum PartName: String, FormNames {
    case percent, amount, reason, reasonCode
}

/// The names of an allowance or charge of the document.
package enum DocumentPartName: String, FormNames {
    case percent, amount, reason, reasonCode
    case taxCategory, taxRate, exemptionReason, exemptionCode
}

/// The names of the buyer.
package enum BuyerName: String, FormNames {
    case vatID
}
