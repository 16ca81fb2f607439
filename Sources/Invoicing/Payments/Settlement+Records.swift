import Money

// What is there before anything takes effect: payments less their reversals, documents less those
// that are void.
extension Settlement {
    mutating func open(_ claim: Claim) {
        switch claim.statement {
        case .payment(let payment):
            let units = payment.amount.minorUnits
            let brought = isNothing(claim.reference, units) ? 0 : units
            sources[claim.reference] = MoneySource(
                client: payment.client, currency: payment.amount.currency, brought: brought,
                left: brought)
        case .invoice(let invoice):
            let creditable = max(0, invoice.creditable.minorUnits)
            documents[claim.reference] = DocumentAccount(
                currency: invoice.payable.currency,
                payable: max(0, invoice.payable.minorUnits), creditable: creditable,
                creditableLeft: creditable, linesLeft: invoice.lines.map { max(0, $0) })
        case .creditNote(let note):
            sources[claim.reference] = MoneySource(
                client: note.client, currency: note.total.currency, brought: 0, left: 0)
        default: break
        }
    }

    mutating func reverse(_ claim: Claim) {
        guard case .reversal(let payment, let amount) = claim.statement else { return }
        let units = amount.minorUnits
        guard !isNothing(claim.reference, units) else { return }
        effects[claim.reference] = 0
        guard var source = sources[payment], let named = self.claim(payment),
            case .payment = named.statement
        else { return add(.missing(claim: claim.reference, named: payment)) }
        guard source.currency == amount.currency else {
            return add(.currencyMismatch(claim: claim.reference))
        }
        let effective = min(units, source.left)
        source.brought -= effective
        source.left -= effective
        sources[payment] = source
        effects[claim.reference] = effective
        if effective < units {
            let excess = Amount(minorUnits: units - effective, in: source.currency)
            add(.overReversed(claim: claim.reference, excess: excess))
        }
    }

    mutating func void(_ claim: Claim) {
        guard case .void(let document) = claim.statement else { return }
        if var account = documents[document] {
            account.isVoid = true
            account.payable = 0
            account.creditable = 0
            account.creditableLeft = 0
            account.linesLeft = account.linesLeft.map { _ in 0 }
            documents[document] = account
        } else if case .creditNote? = self.claim(document)?.statement {
            voidNotes.insert(document)
        } else {
            add(.missing(claim: claim.reference, named: document))
        }
    }

    /// Two payments of one client that are alike in amount, day and words and pay one invoice.
    mutating func noteDuplicates() {
        struct Likeness: Hashable {
            let invoice: Reference
            let amount: Amount
            let date: CivilDate
            let remittance: String
        }
        var first: [Likeness: Reference] = [:]
        for claim in claims {
            guard case .allocation(let source, let invoice, _) = claim.statement,
                case .payment(let payment)? = self.claim(source)?.statement,
                (sources[source]?.brought ?? 0) > 0
            else { continue }
            let likeness = Likeness(
                invoice: invoice, amount: payment.amount, date: payment.date,
                remittance: payment.remittance)
            if let earlier = first[likeness] {
                if earlier != source { add(.probableDuplicate(earlier, source)) }
            } else {
                first[likeness] = source
            }
        }
    }
}
