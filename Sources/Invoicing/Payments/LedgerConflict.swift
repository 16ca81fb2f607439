package import Money

/// Something about money that a person must settle; the ledger stands without it.
package enum LedgerConflict: Hashable, Sendable {
    /// Two records of one id say different things; the one accepted first stands.
    case sameIdentityTwice(Reference)
    /// A claim of nothing or less.
    case notPositive(Reference)
    /// A claim names a record that is not there, or is of another kind.
    case missing(claim: Reference, named: Reference)
    /// A claim is in another currency than what it names.
    case currencyMismatch(claim: Reference)
    /// More was allocated than was left of the payment or credit note.
    case overAllocated(claim: Reference, excess: Amount)
    /// More was paid back than was left of the payment or credit note.
    case overRefunded(claim: Reference, excess: Amount)
    /// More was reversed than was paid.
    case overReversed(claim: Reference, excess: Amount)
    /// More was released than was allocated.
    case overReleased(claim: Reference, excess: Amount)
    /// More was credited than the invoice comes to.
    case overCredited(claim: Reference, excess: Amount)
    /// More of a line was credited than the line comes to.
    case overCreditedLine(claim: Reference, line: Int, excess: Amount)
    /// A voided document has a payment or a credit.
    case claimOnVoid(claim: Reference, document: Reference)
    /// Two payments of one invoice that look like one recorded twice.
    case probableDuplicate(Reference, Reference)

    /// The claim that must be looked at.
    package var claim: Reference {
        switch self {
        case .sameIdentityTwice(let claim), .notPositive(let claim), .missing(let claim, _),
            .currencyMismatch(let claim), .overAllocated(let claim, _),
            .overRefunded(let claim, _), .overReversed(let claim, _),
            .overReleased(let claim, _), .overCredited(let claim, _),
            .overCreditedLine(let claim, _, _), .claimOnVoid(let claim, _),
            .probableDuplicate(_, let claim):
            claim
        }
    }
}

extension LedgerConflict: CustomStringConvertible {
    /// What is wrong and what can be done.
    package var description: String {
        switch self {
        case .sameIdentityTwice: "two records have one id; the one that was accepted first stands"
        case .notPositive: "the amount must be above zero"
        case .missing: "the record that it names is not there, or is of another kind"
        case .currencyMismatch: "it is in another currency than what it names"
        case .overAllocated(_, let excess):
            "\(excess) more is allocated than is left; release another allocation first"
        case .overRefunded(_, let excess):
            "\(excess) more is refunded than is left; release an allocation first"
        case .overReversed(_, let excess): "\(excess) more is reversed than was paid"
        case .overReleased(_, let excess): "\(excess) more is released than was allocated"
        case .overCredited(_, let excess):
            "\(excess) more is credited than is left to credit of the invoice"
        case .overCreditedLine(_, let line, let excess):
            "\(excess) more of line \(line &+ 1) is credited than is left of it"
        case .claimOnVoid: "the document is void; release the payment, or issue a new document"
        case .probableDuplicate:
            "two payments look like one recorded twice; reverse one or keep both"
        }
    }
}
