package import Money

/// Why a new claim cannot be made where everything is known.
package enum ClaimRefusal: Error, Hashable, Sendable {
    /// It would be a conflict at once.
    case conflict(LedgerConflict)
    /// The invoice has less left to pay.
    case exceedsBalance(open: Amount)
    /// A record has this id already.
    case knownAlready
}

extension ClaimRefusal: CustomStringConvertible {
    /// What is wrong and what can be done.
    package var description: String {
        switch self {
        case .conflict(let conflict): conflict.description
        case .exceedsBalance(let open):
            "only \(open) is left to pay; allocate that, and the rest stays the client's credit"
        case .knownAlready: "it was recorded before"
        }
    }
}
