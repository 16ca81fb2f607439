import Bookkeeping
import Catalog
import Invoicing
import Money
import Sync

/// An invoice that was paid is not paid any more.
///
/// Only what takes money away can do that, so the ledger is computed once more before each of
/// those, from the last on, until it is known of every invoice that is open, and for nothing else.
struct UnpaidAgain: MoneyFinding {
    func conflicts(in accounts: Accounts, of book: any BookView) -> [Conflict] {
        causes(in: accounts).compactMap { invoice, cause in
            guard let key = accounts.facts(invoice)?.key, let facts = accounts.facts(cause),
                let balance = try? accounts.ledger.balance(of: invoice), !balance.open.isZero
            else { return nil }
            let words = Conflict.Words(
                title: "\(RecordLabel.of(key, in: book)) was paid, and is not any more: "
                    + "\(balance.open) is open.",
                why: "Money that had paid it was taken back, and only a person knows whether the "
                    + "client is to be asked for it again.",
                meanwhile: "Nobody is reminded of it.")
            return conflict(
                .unpaidAgain, about: key, [facts], in: book, words: words, offers: [.accept])
        }.sorted { $0.id < $1.id }
    }

    /// What last took money away from each invoice that was paid and is open.
    private func causes(in accounts: Accounts) -> [Reference: Reference] {
        var causes: [Reference: Reference] = [:]
        var waiting = open(in: accounts)
        for (place, claim) in accounts.claims.enumerated().reversed() where takesAway(claim) {
            guard !waiting.isEmpty else { break }
            let before = Ledger(Array(accounts.claims[..<place]))
            let after = Ledger(Array(accounts.claims[...place]))
            for invoice in after.unpaidAgain(since: before) where waiting.contains(invoice) {
                waiting.remove(invoice)
                causes[invoice] = claim.reference
            }
        }
        return causes
    }

    private func open(in accounts: Accounts) -> Set<Reference> {
        Set(
            accounts.claims.compactMap { claim in
                guard case .invoice = claim.statement,
                    let balance = try? accounts.ledger.balance(of: claim.reference)
                else { return nil }
                return balance.open.isZero ? nil : claim.reference
            })
    }

    private func takesAway(_ claim: Claim) -> Bool {
        switch claim.statement {
        case .reversal, .release, .creditNote, .void: true
        case .payment, .refund, .allocation, .invoice: false
        }
    }
}
