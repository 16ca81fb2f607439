package import Money

/// Why the domain refused something: what failed, and what is expected or can be done next.
package enum InvoicingError: Error, Hashable, Sendable {
    /// One or more fields of a form are not what they should be; all of them, in the form's order.
    case fields([FieldError])
    /// A text is not what its place asks for.
    case malformed(expected: String)
    /// A date beyond the years that an invoice can be dated with.
    case dateOutOfRange
    /// The bytes of a time zone cannot be used.
    case zone(ZoneFault)
    /// An amount or a decimal could not be had.
    case money(MoneyError)
    /// A series gives no number.
    case number(NumberRefusal)
    /// The document is in a state that does not allow this.
    case refused(RefusedTransition)
    /// The quote or order is in a state that does not allow this.
    case step(RefusedStep)
    /// The bytes of a document are not what they should be.
    case document(DocumentFault)
    /// A payment, allocation or credit would take more than there is.
    case claim(ClaimRefusal)
    /// There is not enough in stock.
    case shortage(Shortage)
}

extension InvoicingError: CustomStringConvertible {
    /// A sentence for a person; it never repeats what a customer's record holds.
    package var description: String {
        switch self {
        case .fields(let errors): errors.map(\.description).joined(separator: "; ")
        case .malformed(let expected): "expected \(expected)"
        case .dateOutOfRange: "the date lies outside 0001-01-01 … 9999-12-31"
        case .zone(let fault): "the time zone cannot be used: \(fault)"
        case .money(let error): error.description
        case .number(let refusal): refusal.description
        case .refused(let transition): transition.description
        case .step(let step): step.description
        case .document(let fault): fault.description
        case .claim(let refusal): refusal.description
        case .shortage(let shortage): shortage.description
        }
    }
}
