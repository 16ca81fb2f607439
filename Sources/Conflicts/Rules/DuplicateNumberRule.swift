import Catalog
import Causality
import Sync

/// Two clients or two products have one number: numbers that people give are not kept apart by any
/// database, since two laptops may give the same one.
///
/// It looks at all that bear the number, when one of them changes.
struct DuplicateNumberRule: AnchoredRule {
    private let topic: IndexKey.Topic

    init(_ topic: IndexKey.Topic) { self.topic = topic }

    private var rule: RuleName { topic == .sku ? .duplicateProduct : .duplicateClient }
    private var collection: CollectionNumber { topic == .sku ? .product : .client }
    private var field: String { topic == .sku ? "sku" : "number" }

    var names: [RuleName] { [rule] }

    func anchors(of record: Record, in book: any BookView) -> Set<IndexKey> {
        guard record.key.collection == collection.rawValue, let facts = Facts(record) else {
            return []
        }
        return Set([IndexKey.likeness(facts)].compactMap { $0 })
    }

    func conflicts(at anchor: IndexKey, in book: any BookView) -> [Conflict] {
        let alike = book.facts(of: collection, under: anchor).sorted {
            $0.record.key < $1.record.key
        }
        guard alike.count > 1, let number = alike[0].text(field) else { return [] }
        let names = alike.map { "“\(RecordLabel.of($0.record.key, in: book))”" }
        let last = names.last ?? ""
        let all = names.dropLast().joined(separator: ", ") + " and " + last
        let words = Conflict.Words(
            title:
                "\(all) have the same \(topic == .sku ? "product" : "client") number, \(number).",
            why: "The number was given in two places apart, and only a person knows which of them "
                + "shall keep it.",
            meanwhile: "All of them keep it.")
        return [
            Conflict(
                rule, at: anchor, records: alike.map(\.record.key),
                sides: alike.map { side(of: $0, in: book) }, words: words,
                offers: alike.map { .renumber($0.record.key, "") } + [.accept])
        ]
    }

    /// Who gave the number, and not who made the record.
    private func side(of facts: Facts, in book: any BookView) -> Conflict.Side {
        let register = facts.collection.field(named: field)?.number ?? 0
        return Conflict.Side(
            says: RecordLabel.of(facts.record.key, in: book),
            dots: facts.record[register].shown(.ask), record: facts.record.key, value: nil)
    }
}
