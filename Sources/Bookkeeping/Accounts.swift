package import Catalog
package import Invoicing
package import Sync

/// Payments and documents that allocations, refunds and credit notes join, with all that is said of
/// them, and what they come to in the order in which the server took them.
///
/// What a change of one of them can reach is here, and nothing else of the book.
package struct Accounts {
    /// The payments and documents.
    package let nodes: Set<RecordKey>
    /// The records that speak of them, in the order of acceptance.
    package let records: [Facts]
    /// What each of them says, in the same order.
    package let claims: [Claim]
    /// What they come to.
    package let ledger: Ledger

    private let byReference: [Reference: Facts]

    /// Computes what is joined to some payments and documents, by two questions: what stands in a
    /// record that is there, and which records name another.
    package init<Failure>(
        joining start: some Sequence<RecordKey>,
        facts read: (RecordKey) throws(Failure) -> Facts?,
        naming find: (RecordKey) throws(Failure) -> [RecordKey]
    ) throws(Failure) {
        let joined = try Self.joined(to: start, facts: read, naming: find)
        nodes = joined.nodes
        records = joined.found.sorted { $0.isTaken(before: $1) }
        claims = records.compactMap { Claim($0) }
        ledger = Ledger(claims)
        byReference = Dictionary(
            records.compactMap { facts in Reference(facts.key).map { ($0, facts) } },
            uniquingKeysWith: { first, _ in first })
    }

    /// The payments and documents that are joined to some, and the records that speak of them.
    package static func joined<Failure>(
        to start: some Sequence<RecordKey>,
        facts read: (RecordKey) throws(Failure) -> Facts?,
        naming find: (RecordKey) throws(Failure) -> [RecordKey]
    ) throws(Failure) -> (nodes: Set<RecordKey>, found: [Facts]) {
        var (nodes, found, waiting) = (Set<RecordKey>(), [RecordKey: Facts](), Array(start))
        while let node = waiting.popLast() {
            guard nodes.insert(node).inserted else { continue }
            for key in [node] + (try find(node)) {
                guard speaks(key), found[key] == nil, let facts = try read(key) else { continue }
                found[key] = facts
                waiting += Self.nodes(of: facts)
            }
        }
        return (nodes, Array(found.values))
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
    package static func nodes(of facts: Facts) -> [RecordKey] {
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

    private static func speaks(_ key: RecordKey) -> Bool {
        switch CollectionNumber(rawValue: key.collection) {
        case .payment, .document, .allocation, .refund, .reversal, .void: true
        default: false
        }
    }
}

extension Facts {
    /// Whether a record that is written once was taken before another: first what the server took,
    /// in its order, and then what it has not taken yet.
    package func isTaken(before other: Facts) -> Bool {
        guard let own = maker, let others = other.maker else { return key < other.key }
        return own.dot == others.dot ? key < other.key : own.isTaken(before: others)
    }

    private var maker: Sibling? {
        record.registers.filter { $0.key.number != Life.register }
            .compactMap { $0.value.standing(.first) }
            .min { $0.isTaken(before: $1) }
    }
}
