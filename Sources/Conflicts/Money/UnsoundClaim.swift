import Bookkeeping
import Catalog
import Invoicing
import Sync

/// A record about money that cannot take effect: it is in another currency than what it names, is
/// about nothing, or releases more than there was.
///
/// What it names and is not there is another rule's.
struct UnsoundClaim: MoneyFinding {
    func conflicts(in accounts: Accounts, of book: any BookView) -> [Conflict] {
        accounts.ledger.conflicts.compactMap { found in
            guard let reason = reason(found), let facts = accounts.facts(found.claim),
                let node = Accounts.nodes(of: facts).first
            else { return nil }
            let name = RecordLabel.of(facts.record.key, in: book)
            let words = Conflict.Words(
                title: "\(name) \(reason).",
                why: "It was recorded and stays, but it cannot be computed with.",
                meanwhile: "It changes no balance as far as it does not fit.")
            return conflict(
                .unsound, about: node, [facts], detail: reason, in: book, words: words,
                offers: [.accept])
        }
    }

    private func reason(_ found: LedgerConflict) -> String? {
        switch found {
        case .notPositive: "is about nothing, or less"
        case .currencyMismatch: "is in another currency than what it names"
        case .overReleased(_, let excess): "releases \(excess) more than was allocated"
        case .sameIdentityTwice, .missing, .overAllocated, .overRefunded, .overReversed,
            .overCredited, .overCreditedLine, .claimOnVoid, .probableDuplicate:
            nil
        }
    }
}
