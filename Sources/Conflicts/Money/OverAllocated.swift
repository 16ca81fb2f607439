import Bookkeeping
import Catalog
import Invoicing
import Money
import Sync

/// More of a payment or a credit note was allocated than there was of it.
///
/// What is missing because the bank took a payment back is no mistake of whoever allocated it: then
/// the invoice is told that is not paid any more.
struct OverAllocated: MoneyFinding {
    func conflicts(in accounts: Accounts, of book: any BookView) -> [Conflict] {
        let careless = carelessClaims(in: accounts)
        return accounts.ledger.conflicts.compactMap { found in
            guard case .overAllocated(let claim, let excess) = found, careless.contains(claim),
                let facts = accounts.facts(claim), let source = facts.reference("source")
            else { return nil }
            let name = RecordLabel.of(source, in: book)
            let target = facts.reference("document").map { RecordLabel.of($0, in: book) }
            let words = Conflict.Words(
                title: "\(excess) more of \(name) was allocated than there was of it.",
                why: "Two people allocated the same money, to different documents perhaps.",
                meanwhile: "What the server took first counts; \(target ?? "the later document") "
                    + "gets \(excess) less.")
            // A release takes what has effect: where a part has, nothing of it may be offered.
            let isIdle = accounts.ledger.effect(of: claim) == 0
            return conflict(
                .overAllocated, about: source, [facts], detail: excess.description, in: book,
                words: words,
                offers: (isIdle ? [.release(facts.record.key, excess)] : []) + [.accept])
        }
    }

    /// The allocations that would be too much even if nothing had been reversed.
    private func carelessClaims(in accounts: Accounts) -> Set<Reference> {
        let unreversed = accounts.claims.filter { claim in
            if case .reversal = claim.statement { return false }
            return true
        }
        let ledger =
            unreversed.count == accounts.claims.count ? accounts.ledger : Ledger(unreversed)
        return Set(
            ledger.conflicts.compactMap { found in
                if case .overAllocated(let claim, _) = found { return claim }
                return nil
            })
    }
}
