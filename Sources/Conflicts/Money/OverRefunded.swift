import Bookkeeping
import Catalog
import Invoicing
import Sync

/// More of a payment or a credit note was paid back, or taken back by the bank, than was left.
struct OverRefunded: MoneyFinding {
    func conflicts(in accounts: Accounts, of book: any BookView) -> [Conflict] {
        accounts.ledger.conflicts.compactMap { found in
            let (claim, excess, verb): (Reference, String, String) =
                switch found {
                case .overRefunded(let claim, let excess): (claim, "\(excess)", "paid back")
                case .overReversed(let claim, let excess): (claim, "\(excess)", "reversed")
                default: (found.claim, "", "")
                }
            guard !verb.isEmpty, let facts = accounts.facts(claim),
                let source = facts.reference(verb == "reversed" ? "payment" : "source")
            else { return nil }
            let words = Conflict.Words(
                title: "\(excess) more of \(RecordLabel.of(source, in: book)) was \(verb) than was "
                    + "left of it.",
                why: "Money that has moved cannot be refused, and only a person knows who has it.",
                meanwhile: "No more counts than was left.")
            return conflict(
                .overRefunded, about: source, [facts], detail: excess, in: book, words: words,
                offers: [.accept])
        }
    }
}
