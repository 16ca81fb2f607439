import Bytes
import Sync

/// What claims come to, counted from scratch for every question.
struct NaiveLedger {
    /// What somebody stated, in order of acceptance.
    struct Claim: Hashable {
        let key: RecordKey
        let statement: Statement

        var id: RecordID { key.id }
        var isNote: Bool { key.collection == Trade.document && statement.from != nil }
        var isInvoice: Bool { key.collection == Trade.document && statement.from == nil }
    }

    let claims: [Claim]
    /// What each claim came to.
    private(set) var effects: [RecordID: Int64] = [:]
    private var done: [Claim] = []

    init(_ claims: [Claim]) {
        self.claims = claims
        for claim in claims where claim.key.collection == Trade.reversal {
            let payment = claims.first { $0.id == claim.statement.from }
            let isPayment = payment?.key.collection == Trade.payment
            settle(claim, isPayment ? left(of: claim.statement.from) : 0)
        }
        let order = claims.indices.sorted { (place($0), rank($0), $0) < (place($1), rank($1), $1) }
        for claim in order.map({ claims[$0] }) {
            switch claim.key.collection {
            case Trade.refund: settle(claim, left(of: claim.statement.from))
            case Trade.allocation:
                settle(claim, min(left(of: claim.statement.from), open(claim.statement.to)))
            case Trade.release: settle(claim, paid(by: claim.statement.from))
            case Trade.document where claim.isNote:
                settle(claim, creditable(claim.statement.from))
            default: continue
            }
        }
    }

    private mutating func settle(_ claim: Claim, _ limit: Int64) {
        effects[claim.id] = max(0, min(claim.statement.amount, limit))
        if claim.isNote {
            covered[claim.id] = min(effects[claim.id] ?? 0, open(claim.statement.from))
        }
        done.append(claim)
    }

    /// How much of a credit note went off what was open of its invoice.
    private var covered: [RecordID: Int64] = [:]

    private func sum(_ kind: UInt32, where isMeant: (Statement) -> Bool) -> Int64 {
        done.filter { $0.key.collection == kind && isMeant($0.statement) }
            .reduce(0) { $0 + (effects[$1.id] ?? 0) }
    }

    private func claim(_ id: RecordID?) -> Claim? { claims.first { $0.id == id } }

    /// What was paid to an invoice by an allocation and not released.
    private func paid(by allocation: RecordID?) -> Int64 {
        guard let allocation, claim(allocation)?.key.collection == Trade.allocation else {
            return 0
        }
        return (effects[allocation] ?? 0) - sum(Trade.release) { $0.from == allocation }
    }

    /// What a payment or a credit note brought and nobody has taken yet.
    func left(of source: RecordID?) -> Int64 {
        guard let source, let claim = claim(source) else { return 0 }
        let brought: Int64
        if claim.key.collection == Trade.payment {
            brought = claim.statement.amount - sum(Trade.reversal) { $0.from == source }
        } else if claim.isNote {
            brought = (effects[source] ?? 0) - (covered[source] ?? 0)
        } else {
            return 0
        }
        let allocated = done.filter {
            $0.key.collection == Trade.allocation && $0.statement.from == source
        }.reduce(0) { $0 + paid(by: $1.id) }
        return brought - allocated - sum(Trade.refund) { $0.from == source }
    }

    /// What is left to pay of an invoice.
    func open(_ invoice: RecordID?) -> Int64 {
        guard let invoice, let claim = claim(invoice), claim.isInvoice else { return 0 }
        let paid = done.filter {
            $0.key.collection == Trade.allocation && $0.statement.to == invoice
        }.reduce(0) { $0 + self.paid(by: $1.id) }
        let credited = done.filter { $0.isNote && $0.statement.from == invoice }
            .reduce(0) { $0 + (covered[$1.id] ?? 0) }
        return claim.statement.amount - paid - credited
    }

    private func creditable(_ invoice: RecordID?) -> Int64 {
        guard let invoice, let claim = claim(invoice), claim.isInvoice else { return 0 }
        return claim.statement.amount - sum(Trade.document) { $0.from == invoice }
    }
}

// What names a later record takes effect right after that record.
extension NaiveLedger {
    private func place(_ own: Int) -> Int {
        let claim = claims[own]
        guard let named = claims.firstIndex(where: { $0.id == claim.statement.from }) else {
            return own
        }
        switch claim.key.collection {
        case Trade.allocation, Trade.refund: return claims[named].isNote ? max(own, named) : own
        case Trade.release where claims[named].key.collection == Trade.allocation:
            return max(own, place(named))
        default: return own
        }
    }

    private func rank(_ own: Int) -> Int {
        if place(own) == own { return 0 }
        return claims[own].key.collection == Trade.release ? 2 : 1
    }
}
