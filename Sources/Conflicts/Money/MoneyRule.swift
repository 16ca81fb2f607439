import Bookkeeping
import Catalog
import Invoicing
import Sync

/// Everything about payments, allocations, refunds and credit notes that a person must settle.
///
/// What one of them comes to follows from all that are joined to it, in the order in which the
/// server took them; the ledger computes it. So when one changes, all payments and documents that
/// are joined are looked at, once, and nothing else of the book.
struct MoneyRule: Rule {
    private let findings: [any MoneyFinding] = [
        OverAllocated(), OverCredited(), OverRefunded(), DuplicatePayment(), UnpaidAgain(),
        OtherClient(), UnsoundClaim(),
    ]

    let names: [RuleName] = [
        .overAllocated, .overCredited, .overRefunded, .duplicatePayment, .unpaidAgain,
        .otherClient, .unsound,
    ]

    var looksAtEach: Bool { false }

    func anchors(of record: Record, in book: any BookView) -> Set<IndexKey> {
        guard let facts = Facts(record) else { return [] }
        let nodes = Accounts.nodes(of: facts)
        guard !nodes.isEmpty else { return [] }
        let joined = Accounts.joined(
            to: nodes, facts: book.facts, naming: { book.records(under: .naming($0)) })
        return Set(joined.nodes.map { .naming($0) })
    }

    func conflicts(at anchors: Set<IndexKey>, in book: any BookView) -> [Conflict] {
        var waiting = Set(anchors.compactMap(\.record))
        var found: [Conflict] = []
        while let node = waiting.min() {
            let accounts = book.accounts(joining: [node])
            waiting.subtract(accounts.nodes)
            found += findings.flatMap { $0.conflicts(in: accounts, of: book) }
        }
        return found
    }
}

/// One kind of trouble with money, and its words.
protocol MoneyFinding: Sendable {
    /// What a person must settle of joined accounts.
    func conflicts(in accounts: Accounts, of book: any BookView) -> [Conflict]
}

extension MoneyFinding {
    /// A conflict that is kept at the payment or document that it is about.
    func conflict(
        _ rule: RuleName, about node: RecordKey, _ records: [Facts], detail: String = "",
        in book: any BookView, words: Conflict.Words, offers: [Choice]
    ) -> Conflict {
        let others = records.map(\.record.key).filter { $0 != node }
        return Conflict(
            rule, at: .naming(node), records: [node] + others, detail: detail,
            sides: records.map { $0.side(in: book) }, words: words, offers: offers)
    }
}
