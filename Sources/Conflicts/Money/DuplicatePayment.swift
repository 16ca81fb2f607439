import Bookkeeping
import Catalog
import Invoicing
import Sync

/// Two payments of one invoice are alike in amount, day and words: one, recorded twice perhaps.
struct DuplicatePayment: MoneyFinding {
    func conflicts(in accounts: Accounts, of book: any BookView) -> [Conflict] {
        let pairs = accounts.ledger.conflicts.compactMap { found -> [Facts]? in
            guard case .probableDuplicate(let one, let other) = found,
                let first = accounts.facts(one), let second = accounts.facts(other)
            else { return nil }
            return [first, second]
        }
        let distinct = pairs.reduce(into: [[Facts]]()) { if !$0.contains($1) { $0.append($1) } }
        return distinct.map { pair in
            let name = RecordLabel.of(pair[0].record.key, in: book)
            let words = Conflict.Words(
                title: "\(name) may have been recorded twice.",
                why: "Both look alike, and only a bank statement tells whether it came twice.",
                meanwhile: "Both count; what is too much is the client's credit.")
            return conflict(
                .duplicatePayment, about: pair[0].record.key, pair, in: book, words: words,
                offers: [.accept] + pair.reversed().map { .reverse($0.record.key) })
        }
    }
}
