import Catalog
import Sync

/// A record that others need was deleted, or never came: the server refused it, but not the payment
/// that names it.
///
/// It looks at all that name the record, when it changes or when one of them does.
struct LostReferenceRule: AnchoredRule {
    var names: [RuleName] { [.lostReference] }

    func anchors(of record: Record, in book: any BookView) -> Set<IndexKey> {
        let named =
            needs(of: record, in: book)
            + children(of: record, in: book).flatMap {
                needs(of: $0, in: book)
            }
        return own(record).union(named.map { .naming($0) })
    }

    /// The lines of a draft or an order need nothing any more once it is no longer open.
    private func children(of record: Record, in book: any BookView) -> [Record] {
        switch CollectionNumber(rawValue: record.key.collection) {
        case .draft, .order:
            book.records(under: .naming(record.key)).filter {
                $0.collection == CollectionNumber.line.rawValue
                    || $0.collection == CollectionNumber.orderLine.rawValue
            }.map(book.record).filter { Catalog.schema.owner(of: $0) == record.key }
        default: []
        }
    }

    func conflicts(at anchor: IndexKey, in book: any BookView) -> [Conflict] {
        guard let lost = anchor.record else { return [] }
        let record = book.record(lost)
        guard !book.isAlive(record) else { return [] }
        let needing = book.records(under: anchor).filter { key in
            key != lost && isNeeding(lost, book.record(key), in: book)
        }.sorted()
        guard !needing.isEmpty else { return [] }
        return [conflict(about: record, needing, at: anchor, in: book)]
    }

    private func conflict(
        about record: Record, _ needing: [RecordKey], at anchor: IndexKey, in book: any BookView
    ) -> Conflict {
        let wasDeleted = !record.registers.isEmpty
        let label = RecordLabel.kind(record.key, in: book)
        let names = needing.prefix(3).map { RecordLabel.of($0, in: book) }
        let more = needing.count - names.count
        let list = names.joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
        let life = Facts(record).map { facts in
            Conflict.Side(
                says: "deleted \(RecordLabel.of(record.key, in: book))",
                dots: record[Life.register].shown(.life), record: facts.record.key, value: nil)
        }
        let words = Conflict.Words(
            title: wasDeleted
                ? "\(list) needs \(label), which was deleted."
                : "\(list) needs \(label), which is not in the book.",
            why: wasDeleted
                ? "Whoever deleted it may not have known that it is needed."
                : "What names it has happened and counts, although what it names was not accepted.",
            meanwhile: "Both stay as they are.")
        return Conflict(
            .lostReference, at: anchor, records: [record.key] + needing.prefix(Self.needingMax),
            sides: wasDeleted ? [life].compactMap { $0 } : [], words: words,
            offers: (wasDeleted ? [.restore(record.key)] : []) + [.accept])
    }

    private static let needingMax = 50

    private func isNeeding(_ lost: RecordKey, _ record: Record, in book: any BookView) -> Bool {
        needs(of: record, in: book).contains(lost)
    }

    /// What a record cannot do without, as long as it is wanted itself.
    private func needs(of record: Record, in book: any BookView) -> [RecordKey] {
        guard let number = CollectionNumber(rawValue: record.key.collection),
            let facts = Facts(record), book.isAlive(record)
        else { return [] }
        switch number {
        case .draft: return isOpen(record) ? names(facts, "client", "corrects") : []
        case .line, .orderLine:
            // What was issued has its own copy of everything.
            let owner = Catalog.schema.owner(of: record).map(book.record)
            return owner.map(isOpen) == true ? names(facts, "product") : []
        case .order, .recurring, .payment: return names(facts, "client")
        case .document: return names(facts, "client", "corrects")
        case .allocation: return names(facts, "source", "document", "releases")
        case .refund: return names(facts, "source")
        case .reversal: return names(facts, "payment")
        case .void, .dispute: return names(facts, "document")
        case .stockMovement: return names(facts, "product")
        case .orderStep: return names(facts, "order")
        default: return []
        }
    }

    private func names(_ facts: Facts, _ fields: String...) -> [RecordKey] {
        fields.compactMap { facts.reference($0) }
    }

    private func isOpen(_ record: Record) -> Bool {
        record[Life.register].standing(.life).flatMap { Life($0.value) } == .alive
    }
}
