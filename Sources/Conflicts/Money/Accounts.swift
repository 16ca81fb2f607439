import Catalog
import Invoicing
import Sync

/// Payments and documents that allocations, refunds and credit notes join, with all that is said of
/// them: what a change of one can reach.
struct Accounts {
    /// The payments and documents.
    let nodes: Set<RecordKey>
    /// The records, in the order in which the server took them.
    let records: [Facts]
    /// What they come to.
    let ledger: Ledger
    /// What each of them says, in the same order.
    let claims: [Claim]

    private let keys: [Reference: RecordKey]

    /// Computes what is joined to some payments and documents.
    init(joining start: Set<RecordKey>, in book: any BookView) {
        let (nodes, gathered) = Self.joined(to: start, in: book)
        let records = gathered.compactMap(book.facts).sorted {
            book.place(of: $0.record) < book.place(of: $1.record)
        }
        self.nodes = nodes
        self.records = records
        claims = records.compactMap { MoneyClaim.of($0, in: book) }
        ledger = Ledger(claims)
        keys = Dictionary(
            records.compactMap { facts in
                facts.record.key.reference.map { ($0, facts.record.key) }
            }, uniquingKeysWith: { first, _ in first })
    }

    /// The payments and documents that are joined to some, and the records that speak of them.
    static func joined(
        to start: Set<RecordKey>, in book: any BookView
    ) -> (nodes: Set<RecordKey>, records: Set<RecordKey>) {
        var (nodes, records, waiting) = (Set<RecordKey>(), Set<RecordKey>(), Array(start))
        while let node = waiting.popLast() {
            guard nodes.insert(node).inserted else { continue }
            for key in [node] + book.records(under: .naming(node)) {
                guard speaks(key), records.insert(key).inserted, let facts = book.facts(key) else {
                    continue
                }
                waiting += Self.nodes(of: facts, in: book)
            }
        }
        return (nodes, records)
    }

    /// The record that the ledger names.
    func key(_ reference: Reference) -> RecordKey? { keys[reference] }

    /// What is read of a record that the ledger names.
    func facts(_ reference: Reference) -> Facts? {
        key(reference).flatMap { key in records.first { $0.record.key == key } }
    }

    /// The payments and documents that a record is about.
    static func nodes(of facts: Facts, in book: any BookView) -> [RecordKey] {
        let named: [RecordKey?] =
            switch CollectionNumber(rawValue: facts.collection.number) {
            case .payment: [facts.record.key]
            case .document: [facts.record.key, facts.reference("corrects")]
            case .allocation: [facts.reference("source"), facts.reference("document")]
            case .refund: [facts.reference("source")]
            case .reversal: [facts.reference("payment")]
            case .void: [facts.reference("document")]
            default: []
            }
        return named.compactMap { $0 }
    }

    private static func speaks(_ key: RecordKey) -> Bool {
        switch CollectionNumber(rawValue: key.collection) {
        case .payment, .document, .allocation, .refund, .reversal, .void: true
        default: false
        }
    }
}
