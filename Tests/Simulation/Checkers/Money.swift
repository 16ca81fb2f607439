import Bytes
import Causality
import Invoicing
import Money
import Sync

extension Checker {
    /// When everything has come to rest: no sum is exceeded, and no money appears or vanishes, on
    /// any laptop.
    static func money(_ world: World) throws(Finding) {
        let naive = NaiveLedger(world.claims(inLogThrough: world.office.log.head.position))
        for claim in naive.claims {
            let (left, open) = (naive.left(of: claim.id), naive.open(claim.id))
            guard left >= 0, open >= 0 else {
                throw Finding(.money, "\(claim.key.short) is exceeded by \(max(-left, -open))")
            }
        }
        for laptop in world.laptops { try compare(laptop, naive, world) }
    }

    /// Effective amounts are those of a naive count of the log up to a laptop's cursor, whether it
    /// followed the log or was made from a snapshot.
    static func money(on laptop: Laptop, _ world: World) throws(Finding) {
        let position = laptop.disk.copy.cursor.position
        try compare(laptop, NaiveLedger(world.claims(inLogThrough: position)), world)
    }

    private static func compare(
        _ laptop: Laptop, _ naive: NaiveLedger, _ world: World
    ) throws(Finding) {
        let ledger = world.sabotage.ledger(world.claims(in: laptop.disk.copy.base))
        for claim in naive.claims where naive.effects[claim.id] != nil {
            let effect = ledger.effect(of: claim.reference)
            guard effect == naive.effects[claim.id] else {
                throw Finding(
                    .money, "\(claim.key.short) comes to \(effect ?? 0) on \(laptop.name)")
            }
        }
    }
}

extension World {
    /// What is claimed in the log up to a position, in order of acceptance as the log tells it. Of
    /// two statements under one name the one with the least stamp stands.
    fileprivate func claims(inLogThrough position: UInt64) -> [NaiveLedger.Claim] {
        var first: [RecordKey: (stamps: Stamps, dot: Dot, statement: Statement)] = [:]
        for judged in office.database.archive.prefix(Int(position)).compactMap(\.change)
        where !judged.ruling.isRefusal {
            let deed = oracle.deed(of: judged.payloadHash(using: Fingerprint.hash))
            for intent in deed?.intents ?? [] {
                let key = intent.address.record
                guard Trade.statements.contains(key.collection),
                    let statement = Statement(intent.value)
                else { continue }
                if let known = first[key],
                    (known.stamps.effective, known.dot) < (judged.stamps.effective, judged.dot)
                {
                    continue
                }
                first[key] = (judged.stamps, judged.dot, statement)
            }
        }
        return first.sorted {
            ($0.value.stamps.accepted, $0.value.dot, $0.key)
                < ($1.value.stamps.accepted, $1.value.dot, $1.key)
        }.map { NaiveLedger.Claim(key: $0.key, statement: $0.value.statement) }
    }

    /// When the author of a change in the log says that he made it.
    private func claimed(by dot: Dot) -> Stamp? {
        guard case .payload(let payload)? = office.log.entry(of: dot)?.change?.body else {
            return nil
        }
        return (try? Change(payload: payload))?.claimed
    }

    /// What is claimed in a laptop's state, in the order that the state tells.
    fileprivate func claims(in state: BookState) -> [NaiveLedger.Claim] {
        var claims: [(Sibling, NaiveLedger.Claim)] = []
        for (collection, keys) in minted where Trade.statements.contains(collection) {
            for key in keys {
                guard let sibling = state[key][1].standing(.appendOnly),
                    let statement = Statement(sibling.value)
                else { continue }
                let claim = NaiveLedger.Claim(key: key, statement: statement)
                let order = sabotage.order(of: sibling, claimed: claimed(by: sibling.dot))
                claims.append((order, claim))
            }
        }
        return claims.sorted { one, other in
            one.0.dot == other.0.dot
                ? one.1.key < other.1.key : one.0.isTaken(before: other.0)
        }.map(\.1)
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
