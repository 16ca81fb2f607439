package import Catalog
package import Invoicing
package import Sync

/// Payments and documents that allocations, refunds and credit notes join, with all that is said of
/// them, and what they come to in the order in which the server took them.
package struct Accounts {
    /// What they come to.
    package let ledger: Ledger
    /// The records, in the order of acceptance.
    package let records: [Facts]

    private let byReference: [Reference: Facts]

    /// The collections that speak of money.
    private static let speaking = [
        Catalog.document, Catalog.payment, Catalog.allocation, Catalog.refund, Catalog.reversal,
        Catalog.void,
    ]

    /// Computes what is joined to some payments and documents.
    package init(joining start: [RecordKey], in book: BookReader) throws {
        var (nodes, found, waiting) = (Set<RecordKey>(), [RecordKey: Facts](), start)
        while let node = waiting.popLast() {
            guard nodes.insert(node).inserted else { continue }
            var about = try Self.speaking.flatMap { try book.facts(of: $0, naming: node) }
            if let own = try book.facts(node) { about.append(own) }
            for facts in about where found[facts.key] == nil {
                found[facts.key] = facts
                waiting += Self.nodes(of: facts)
            }
        }
        records = found.values.sorted { $0.isTaken(before: $1) }
        ledger = Ledger(records.compactMap { Claim($0) })
        byReference = Dictionary(
            records.compactMap { facts in Reference(facts.key).map { ($0, facts) } },
            uniquingKeysWith: { first, _ in first })
    }

    /// The record that the ledger names.
    package func facts(_ reference: Reference) -> Facts? { byReference[reference] }

    /// The records of one collection that name a record in a field.
    package func facts(
        of collection: RecordCollection, _ field: String, naming key: RecordKey
    ) -> [Facts] {
        records.filter { $0.collection == collection && $0.reference(field) == key }
    }

    /// The payments and documents that a record is about.
    private static func nodes(of facts: Facts) -> [RecordKey] {
        let named: [RecordKey?] =
            switch CollectionNumber(rawValue: facts.collection.number) {
            case .payment: [facts.key]
            case .document: [facts.key, facts.reference("corrects")]
            case .allocation: [facts.reference("source"), facts.reference("document")]
            case .refund: [facts.reference("source")]
            case .reversal: [facts.reference("payment")]
            case .void: [facts.reference("document")]
            default: []
            }
        return named.compactMap { $0 }
    }
}

extension Facts {
    /// Whether a record that is written once was taken before another: first what the server took,
    /// in its order, and then what it has not taken yet.
    fileprivate func isTaken(before other: Facts) -> Bool {
        guard let own = maker, let others = other.maker else { return key < other.key }
        return own.dot == others.dot ? key < other.key : own.isTaken(before: others)
    }

    private var maker: Sibling? {
        record.registers.filter { $0.key.number != Life.register }
            .compactMap { $0.value.standing(.first) }
            .min { $0.isTaken(before: $1) }
    }
}
