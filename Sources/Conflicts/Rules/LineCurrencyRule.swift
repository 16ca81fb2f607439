import Catalog
import Causality
import Sync

/// A line was priced in another currency than its draft has now.
///
/// It looks at a draft and its lines, when one of them changes.
struct LineCurrencyRule: AnchoredRule {
    var names: [RuleName] { [.lineCurrency] }

    func anchors(of record: Record, in book: any BookView) -> Set<IndexKey> {
        switch CollectionNumber(rawValue: record.key.collection) {
        case .draft, .order: own(record)
        case .line, .orderLine:
            Set([Catalog.schema.owner(of: record)].compactMap { $0 }.map { .naming($0) })
        default: []
        }
    }

    func conflicts(at anchor: IndexKey, in book: any BookView) -> [Conflict] {
        guard let owner = anchor.record, let facts = book.facts(owner),
            let currency = facts.text("currency"),
            facts.record[Life.register].standing(.life).flatMap({ Life($0.value) }) == .alive
        else { return [] }
        let lines: CollectionNumber =
            owner.collection == CollectionNumber.order.rawValue ? .orderLine : .line
        let owned = book.records(under: anchor).filter { $0.collection == lines.rawValue }
        return owned.compactMap { key in
            guard let line = book.facts(key), line.record.isAlive,
                Catalog.schema.owner(of: line.record) == owner,
                let priced = line.text("currency"), priced != currency
            else { return nil }
            return conflict(line, priced, facts, currency, at: anchor, in: book)
        }.sorted { $0.id < $1.id }
    }

    private func conflict(
        _ line: Facts, _ priced: String, _ owner: Facts, _ currency: String, at anchor: IndexKey,
        in book: any BookView
    ) -> Conflict {
        let words = Conflict.Words(
            title: "\(RecordLabel.of(line.record.key, in: book)) is priced in \(priced), and "
                + "\(RecordLabel.of(owner.record.key, in: book)) is in \(currency).",
            why: "A price is not the same number in another currency.",
            meanwhile: "The line stays as it is, and nothing is issued.")
        return Conflict(
            .lineCurrency, at: anchor, records: [line.record.key, owner.record.key],
            detail: "\(priced)/\(currency)",
            sides: [
                side(line, "content", "\(line.text("unitPrice") ?? "") \(priced)"),
                side(owner, "currency", currency),
            ], words: words,
            offers: [.relabel(line.record.key), .delete(line.record.key), .accept])
    }

    private func side(_ facts: Facts, _ field: String, _ says: String) -> Conflict.Side {
        let number = facts.collection.fields.first { $0.name == field }?.number ?? 0
        return Conflict.Side(
            says: says, dots: facts.record[number].shown(.ask), record: facts.record.key,
            value: nil)
    }
}
