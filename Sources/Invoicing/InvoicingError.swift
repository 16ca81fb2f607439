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
        }
    }
}
