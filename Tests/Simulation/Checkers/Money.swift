import Bytes
import Causality
import Invoicing
import Money
import Sync

extension Checker {
    /// Effective amounts are those of a naive count, on every laptop; no sum is exceeded, and no
    /// money appears or vanishes.
    static func money(_ world: World) throws(Finding) {
        let naive = NaiveLedger(
            world.claims(in: world.office.log.state, world.office.acceptances))
        for claim in naive.claims {
            let (left, open) = (naive.left(of: claim.id), naive.open(claim.id))
            guard left >= 0, open >= 0 else {
                throw Finding(.money, "\(claim.key.short) is exceeded by \(max(-left, -open))")
            }
        }
        for laptop in world.laptops {
            let ledger = world.sabotage.ledger(
                world.claims(in: laptop.disk.copy.base, laptop.disk.acceptances, on: laptop))
            for claim in naive.claims where naive.effects[claim.id] != nil {
                let effect = ledger.effect(of: claim.reference)
                guard effect == naive.effects[claim.id] else {
                    throw Finding(
                        .money, "\(claim.key.short) comes to \(effect ?? 0) on \(laptop.name)")
                }
            }
        }
    }
}

extension World {
    /// What is claimed in a state, in order of acceptance.
    func claims(
        in state: BookState, _ acceptances: [Dot: Stamp], on laptop: Laptop? = nil
    ) -> [NaiveLedger.Claim] {
        var claims: [(Stamp, Dot, NaiveLedger.Claim)] = []
        for (collection, keys) in minted where Trade.statements.contains(collection) {
            for key in keys {
                guard let sibling = state[key][1].standing(.appendOnly),
                    let statement = Statement(sibling.value)
                else { continue }
                let stamp =
                    laptop == nil
                    ? acceptances[sibling.dot]
                    : sabotage.order(of: sibling, accepted: acceptances[sibling.dot])
                claims.append(
                    (
                        stamp ?? sibling.stamp, sibling.dot,
                        NaiveLedger.Claim(key: key, statement: statement)
                    ))
            }
        }
        return claims.sorted { ($0.0, $0.1, $0.2.key) < ($1.0, $1.1, $1.2.key) }.map(\.2)
    }
}

extension NaiveLedger.Claim {
    var reference: Reference { id.reference }

    /// The claim as the ledger of the product takes it.
    var ofProduct: Claim? {
        guard let currency = try? Currency("EUR"),
            let date = try? CivilDate(year: 2026, month: 1, day: 1)
        else { return nil }
        let amount = Amount(minorUnits: statement.amount, in: currency)
        let (from, client) = (statement.from?.reference, Reference(high: 0, low: 1))
        func taking(_ from: Reference) -> Claim.Statement? {
            switch key.collection {
            case Trade.refund: .refund(of: from, amount)
            case Trade.reversal: .reversal(of: from, amount)
            case Trade.release: .release(of: from, amount)
            case Trade.allocation:
                statement.to.map { .allocation(from: from, to: $0.reference, amount) }
            case Trade.document:
                .creditNote(
                    CreditClaim(client: client, invoice: from, total: amount, lines: []))
            default: nil
            }
        }
        let said: Claim.Statement?
        switch (key.collection, from) {
        case (Trade.payment, _):
            said = .payment(Invoicing.Payment(client: client, amount: amount, date: date))
        case (Trade.document, nil):
            said = .invoice(
                InvoiceClaim(client: client, payable: amount, creditable: amount, lines: []))
        case (_, let from?): said = taking(from)
        default: said = nil
        }
        return said.map { Claim(reference, $0) }
    }
}

extension RecordID {
    fileprivate var reference: Reference { Reference(bytes: bytes) ?? Reference(high: 0, low: 0) }
}
