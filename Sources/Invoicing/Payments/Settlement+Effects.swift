import Money

// What takes effect one after another, each clipped to what is left.
extension Settlement {
    mutating func settle(_ claim: Claim) {
        switch claim.statement {
        case .allocation(let source, let invoice, let amount):
            allocate(claim.reference, source, invoice, amount)
        case .release(let allocation, let amount): release(claim.reference, allocation, amount)
        case .refund(let source, let amount): refund(claim.reference, source, amount)
        case .creditNote(let note): credit(claim.reference, note)
        case .payment, .reversal, .invoice, .void: break
        }
    }

    private mutating func allocate(
        _ claim: Reference, _ from: Reference, _ to: Reference, _ amount: Amount
    ) {
        allocations[claim] = (0, max(0, amount.minorUnits))
        guard !isNothing(claim, amount.minorUnits) else { return }
        effects[claim] = 0
        guard var source = sources[from] else { return add(.missing(claim: claim, named: from)) }
        guard var account = documents[to] else { return add(.missing(claim: claim, named: to)) }
        guard source.currency == amount.currency, account.currency == amount.currency else {
            return add(.currencyMismatch(claim: claim))
        }
        let covered = min(amount.minorUnits, source.left)
        let effective = min(covered, account.open)
        source.left -= effective
        account.paid += effective
        sources[from] = source
        documents[to] = account
        effects[claim] = effective
        allocations[claim]?.left = effective
        if covered < amount.minorUnits {
            let excess = account.amount(amount.minorUnits - covered)
            add(.overAllocated(claim: claim, excess: excess))
        }
        if account.isVoid { add(.claimOnVoid(claim: claim, document: to)) }
        if effective < covered {
            let rest = account.amount(covered - effective)
            clipped.append(ClippedClaim(claim: claim, toCredit: rest))
        }
    }

    private mutating func release(_ claim: Reference, _ allocation: Reference, _ amount: Amount) {
        guard !isNothing(claim, amount.minorUnits) else { return }
        effects[claim] = 0
        guard var left = allocations[allocation],
            case .allocation(let from, let to, let allocated)? = self.claim(allocation)?.statement
        else { return add(.missing(claim: claim, named: allocation)) }
        guard allocated.currency == amount.currency else {
            return add(.currencyMismatch(claim: claim))
        }
        let effective = min(amount.minorUnits, left.left)
        let covered = min(amount.minorUnits, left.claimedLeft)
        left.left -= effective
        left.claimedLeft -= covered
        allocations[allocation] = left
        sources[from]?.left += effective
        documents[to]?.paid -= effective
        effects[claim] = effective
        if covered < amount.minorUnits {
            let excess = Amount(minorUnits: amount.minorUnits - covered, in: amount.currency)
            add(.overReleased(claim: claim, excess: excess))
        }
    }

    private mutating func refund(_ claim: Reference, _ from: Reference, _ amount: Amount) {
        guard !isNothing(claim, amount.minorUnits) else { return }
        effects[claim] = 0
        guard var source = sources[from] else { return add(.missing(claim: claim, named: from)) }
        guard source.currency == amount.currency else {
            return add(.currencyMismatch(claim: claim))
        }
        let effective = min(amount.minorUnits, source.left)
        source.left -= effective
        sources[from] = source
        effects[claim] = effective
        if effective < amount.minorUnits {
            let excess = Amount(minorUnits: amount.minorUnits - effective, in: amount.currency)
            add(.overRefunded(claim: claim, excess: excess))
        }
    }

    /// A credit note takes its total off what is left to pay; the rest is the client's credit.
    private mutating func credit(_ claim: Reference, _ note: CreditClaim) {
        guard !voidNotes.contains(claim) else { return }
        guard cancelsNothing(note) || !isNothing(claim, note.total.minorUnits) else { return }
        effects[claim] = 0
        guard var account = documents[note.invoice], var source = sources[claim] else {
            return add(.missing(claim: claim, named: note.invoice))
        }
        guard account.currency == note.total.currency else {
            return add(.currencyMismatch(claim: claim))
        }
        let valid = min(note.total.minorUnits, account.creditableLeft)
        let applied = min(valid, account.open)
        account.creditableLeft -= valid
        account.credited += applied
        source.brought = valid
        source.left = valid - applied
        creditLines(claim, note, &account)
        documents[note.invoice] = account
        sources[claim] = source
        effects[claim] = valid
        if account.isVoid {
            add(.claimOnVoid(claim: claim, document: note.invoice))
        } else if valid < note.total.minorUnits {
            let excess = account.amount(note.total.minorUnits - valid)
            add(.overCredited(claim: claim, excess: excess))
        }
        if applied < valid {
            clipped.append(ClippedClaim(claim: claim, toCredit: account.amount(valid - applied)))
        }
    }

    /// Whether the note cancels an invoice on which nothing is to be paid: that is done once.
    private func cancelsNothing(_ note: CreditClaim) -> Bool {
        guard let account = documents[note.invoice] else { return false }
        return note.total.minorUnits == 0 && account.creditable == 0 && account.notes == 0
    }

    private mutating func creditLines(
        _ claim: Reference, _ note: CreditClaim, _ account: inout DocumentAccount
    ) {
        guard !account.isVoid else { return }
        // Parts of a line are rounded each by itself, and their tax taken out of them: two units
        // for each note are no excess.
        let tolerated = 2 * Int64(account.notes + 1)
        account.notes += 1
        for credited in note.lines where credited.units > 0 {
            let isLine = account.linesLeft.indices.contains(credited.line)
            let effective = isLine ? min(credited.units, account.linesLeft[credited.line]) : 0
            if isLine { account.linesLeft[credited.line] -= effective }
            guard credited.units - effective > tolerated else { continue }
            add(
                .overCreditedLine(
                    claim: claim, line: max(0, credited.line),
                    excess: account.amount(credited.units - effective)))
        }
    }
}
