import Money

/// What money can be taken from: a payment, or a credit note.
struct MoneySource: Hashable, Sendable {
    let client: Reference
    let currency: Currency
    /// What it brought in, and what is left of that.
    var brought: Int64
    var left: Int64
}

/// What is claimed and settled of one invoice.
struct DocumentAccount: Hashable, Sendable {
    let currency: Currency
    var payable: Int64
    var creditable: Int64
    var creditableLeft: Int64
    var linesLeft: [Int64]
    var paid: Int64 = 0
    var credited: Int64 = 0
    var isVoid = false
    /// How many credit notes it has.
    var notes = 0

    var open: Int64 { payable - paid - credited }

    func amount(_ units: Int64) -> Amount { Amount(minorUnits: units, in: currency) }
}

/// Lets claims take effect one after another. Every sum stays between zero and an amount that was
/// claimed, so that nothing can overflow.
struct Settlement {
    private(set) var claims: [Claim] = []
    var clipped: [ClippedClaim] = []
    var sources: [Reference: MoneySource] = [:]
    var documents: [Reference: DocumentAccount] = [:]
    var effects: [Reference: Int64] = [:]
    /// What is left of each allocation, and what was claimed of it and not released.
    var allocations: [Reference: (left: Int64, claimedLeft: Int64)] = [:]

    /// Credit notes that are void.
    var voidNotes: Set<Reference> = []

    private var places: [Reference: Int] = [:]
    private var found: [(place: Int, conflict: LedgerConflict)] = []

    init(_ accepted: [Claim]) {
        for claim in accepted {
            if let place = places[claim.reference] {
                if claims[place] != claim { add(.sameIdentityTwice(claim.reference)) }
            } else {
                places[claim.reference] = claims.count
                claims.append(claim)
            }
        }
    }

    var conflicts: [LedgerConflict] {
        let ordered = found.enumerated().sorted {
            ($0.element.place, $0.offset) < ($1.element.place, $1.offset)
        }
        return ordered.map(\.element.conflict)
    }

    mutating func run() {
        for claim in claims { open(claim) }
        for claim in claims { reverse(claim) }
        for claim in claims { void(claim) }
        for claim in inOrderOfEffect() { settle(claim) }
        noteDuplicates()
    }

    func claim(_ reference: Reference) -> Claim? { places[reference].map { claims[$0] } }

    mutating func add(_ conflict: LedgerConflict) {
        found.append((places[conflict.claim] ?? claims.count, conflict))
    }

    /// Notes a claim of nothing; true when it is one.
    mutating func isNothing(_ claim: Reference, _ units: Int64) -> Bool {
        guard units <= 0 else { return false }
        effects[claim] = 0
        add(.notPositive(claim))
        return true
    }

    /// What names a later record takes effect right after that record: credit notes, then what
    /// takes from them, then what releases that.
    private func inOrderOfEffect() -> [Claim] {
        var keys: [(place: Int, rank: Int, own: Int)] = []
        for (own, claim) in claims.enumerated() {
            let place = place(of: claim, own)
            keys.append((place, place == own ? 0 : rank(of: claim), own))
        }
        return keys.sorted { $0 < $1 }.map { claims[$0.own] }
    }

    private func place(of claim: Claim, _ own: Int) -> Int {
        switch claim.statement {
        case .allocation(let source, _, _), .refund(let source, _):
            guard let named = places[source], case .creditNote = claims[named].statement else {
                return own
            }
            return max(own, named)
        case .release(let allocation, _):
            guard let named = places[allocation],
                case .allocation = claims[named].statement
            else { return own }
            return max(own, place(of: claims[named], named))
        default: return own
        }
    }

    private func rank(of claim: Claim) -> Int {
        if case .release = claim.statement { 2 } else { 1 }
    }
}
