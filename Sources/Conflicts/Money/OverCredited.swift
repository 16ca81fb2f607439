import Bookkeeping
import Catalog
import Invoicing
import Sync

/// More of an invoice, or of one of its lines, was credited than it comes to.
struct OverCredited: MoneyFinding {
    func conflicts(in accounts: Accounts, of book: any BookView) -> [Conflict] {
        accounts.ledger.conflicts.compactMap { found in
            let (claim, excess, line): (Reference, String, Int?) =
                switch found {
                case .overCredited(let claim, let excess): (claim, "\(excess)", nil)
                case .overCreditedLine(let claim, let line, let excess): (claim, "\(excess)", line)
                default: (found.claim, "", -1)
                }
            guard line != -1, let facts = accounts.facts(claim),
                let invoice = facts.reference("corrects")
            else { return nil }
            let part = line.map { "line \($0 &+ 1) of " } ?? ""
            let words = Conflict.Words(
                title: "\(excess) more of \(part)\(RecordLabel.of(invoice, in: book)) was credited "
                    + "than there was of it.",
                why: "Two people credited the same, and what is issued stays.",
                meanwhile: "What the server took first counts, and no more is credited than was "
                    + "invoiced.")
            return conflict(
                .overCredited, about: invoice, [facts], detail: "\(excess)/\(line ?? -1)", in: book,
                words: words, offers: book.cancellation(of: facts) + [.accept])
        }
    }
}
