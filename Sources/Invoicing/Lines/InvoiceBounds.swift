package import Money

/// How much an invoice may hold: enough for every honest one, little enough to stay quick.
package enum InvoiceBounds {
    /// The most lines.
    package static let linesMax = 10_000
    /// The most allowances, and the most charges, of one line or of the document.
    package static let adjustmentsMax = 100
    /// The most tax groups.
    package static let groupsMax = 100
    /// The most different reasons of exemption in one tax group.
    package static let exemptionsMax = 10
    /// The most characters of a line's description.
    package static let descriptionLengthMax = 4_000
    /// The most characters of a reason.
    package static let reasonLengthMax = 500
    /// The most characters of a reason's code.
    package static let codeLengthMax = 40
    /// The most decimals of a quantity or a unit price.
    package static let decimalsMax = 6
    /// Quantities and unit prices stay below ten to this power.
    package static let wholeDigitsMax = 12
    /// The most that can be taken off in percent.
    package static let discountMax = Rate.hundred
}
