package import Money

/// What all claims of a book come to: balances, client credit, conflicts.
///
/// Derived from the claims in order of acceptance and from nothing else:
///
/// 1. Of several claims with one id the first stands.
/// 2. A payment less its reversals comes first; so do the documents, less those that are void.
/// 3. Then allocations, releases, refunds and credit notes take effect one after another, each
///    clipped to what is left. What names a later record takes effect right after that record.
/// 4. What is clipped stays with its source, which makes it the client's credit, or is a conflict.
/// 5. So always: Σ allocations + Σ refunds ≤ payment; paid + credited ≤ total; Σ credit notes ≤
///    total, and per line. No amount is negative.
package struct Ledger: Hashable, Sendable {
    /// The claims that count, in order of acceptance.
    package let claims: [Claim]
    /// Allocations that found the invoice paid already: the rest is the client's credit.
    package let clipped: [ClippedClaim]
    /// What a person must settle, in order of acceptance.
    package let conflicts: [LedgerConflict]

    private let sources: [Reference: MoneySource]
    private let documents: [Reference: DocumentAccount]
    private let effects: [Reference: Int64]

    /// Derives everything from the claims in order of acceptance.
    package init(_ claims: [Claim]) {
        var settlement = Settlement(claims)
        settlement.run()
        self.claims = settlement.claims
        clipped = settlement.clipped
        conflicts = settlement.conflicts
        sources = settlement.sources
        documents = settlement.documents
        effects = settlement.effects
    }
}

/// An allocation or a credit note of which a part could not pay the invoice.
package struct ClippedClaim: Hashable, Sendable {
    /// The claim.
    package let claim: Reference
    /// What became the client's credit.
    package let toCredit: Amount
}

/// What of a client's money in one currency is not allocated.
package struct ClientCredit: Hashable, Sendable {
    /// The client.
    package let client: Reference
    /// How much; always above zero.
    package let amount: Amount

    /// Takes a client and an amount.
    package init(client: Reference, amount: Amount) {
        self.client = client
        self.amount = amount
    }

    fileprivate struct Key: Hashable {
        let client: Reference
        let currency: Currency
    }
}

extension Ledger {
    /// What is left to pay of an invoice; `nil` for what is no invoice.
    package func balance(of invoice: Reference) throws(InvoicingError) -> Balance? {
        guard let account = documents[invoice] else { return nil }
        return try Balance(
            total: account.amount(account.payable), paid: account.amount(account.paid),
            credited: account.amount(account.credited),
            isWhollyCredited: account.creditableLeft == 0
                && (account.creditable > 0 || account.notes > 0))
    }

    /// What is left to credit of an invoice, in total.
    package func creditable(of invoice: Reference) -> CreditLeft? {
        documents[invoice].map {
            CreditLeft(amount: $0.amount($0.creditableLeft), notes: $0.notes)
        }
    }

    /// What is left to credit of each line of an invoice, in minor units without tax.
    package func creditableLines(of invoice: Reference) -> [Int64]? {
        documents[invoice]?.linesLeft
    }

    /// What is left of a payment or a credit note: the client's credit from it.
    package func left(of source: Reference) -> Amount? {
        sources[source].map { Amount(minorUnits: $0.left, in: $0.currency) }
    }

    /// What a claim effectively came to after clipping; `nil` for claims without an amount.
    package func effect(of claim: Reference) -> Int64? { effects[claim] }

    /// A client's credit, one amount for each currency, by the currency's code.
    package func credit(of client: Reference) throws(InvoicingError) -> [Amount] {
        try credits().filter { $0.client == client }.map(\.amount)
    }

    /// Every client's credit, by client and then by the currency's code.
    package func credits() throws(InvoicingError) -> [ClientCredit] {
        var sums: [ClientCredit.Key: Amount] = [:]
        // Sums of what is above zero are the same in any order.
        for source in sources.values where source.left > 0 {
            let key = ClientCredit.Key(client: source.client, currency: source.currency)
            let amount = Amount(minorUnits: source.left, in: source.currency)
            do {
                sums[key] = try (sums[key] ?? .zero(source.currency)) + amount
            } catch {
                throw .money(error)
            }
        }
        return sums.map { ClientCredit(client: $0.key.client, amount: $0.value) }.sorted {
            ($0.client, $0.amount.currency.code) < ($1.client, $1.amount.currency.code)
        }
    }

    /// Invoices that were paid before and no longer are: their reminders wait for a person.
    package func unpaidAgain(since earlier: Ledger) -> [Reference] {
        claims.map(\.reference).filter { reference in
            guard let before = earlier.documents[reference], let now = documents[reference] else {
                return false
            }
            return before.payable > 0 && before.open == 0 && now.open > 0
        }
    }

    /// The ledger with one claim more, where everything is known: refused unless all of it takes
    /// effect.
    package func accepting(_ claim: Claim) throws(InvoicingError) -> Ledger {
        guard !claims.contains(where: { $0.reference == claim.reference }) else {
            throw .claim(.knownAlready)
        }
        let next = Ledger(claims + [claim])
        let news = next.conflicts.first {
            if case .probableDuplicate = $0 { return false }
            return $0.claim == claim.reference
        }
        if let news { throw .claim(.conflict(news)) }
        if case .allocation(_, let invoice, _) = claim.statement,
            next.clipped.contains(where: { $0.claim == claim.reference }),
            let balance = try balance(of: invoice)
        {
            throw .claim(.exceedsBalance(open: balance.open))
        }
        return next
    }
}
