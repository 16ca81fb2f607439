import Catalog
import Invoicing
import Money
import Sync

/// More of a payment or a credit note was allocated than there was of it.
struct OverAllocated: MoneyFinding {
    func conflicts(in accounts: Accounts, of book: any BookView) -> [Conflict] {
        accounts.ledger.conflicts.compactMap { found in
            guard case .overAllocated(let claim, let excess) = found,
                let facts = accounts.facts(claim), let source = facts.reference("source")
            else { return nil }
            let name = RecordLabel.of(source, in: book)
            let target = facts.reference("document").map { RecordLabel.of($0, in: book) }
            let words = Conflict.Words(
                title: "\(excess) more of \(name) was allocated than there was of it.",
                why: "Two people allocated the same money, to different documents perhaps.",
                meanwhile: "What the server took first counts; \(target ?? "the later document") "
                    + "gets \(excess) less.")
            return conflict(
                .overAllocated, about: source, [facts], detail: excess.description, in: book,
                words: words, offers: [.release(facts.record.key, excess), .accept])
        }
    }
}
