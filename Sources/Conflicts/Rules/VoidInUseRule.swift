import Catalog
import Sync

/// A document was voided in one place, and mailed, paid or credited in another.
///
/// It looks at the document's voids, mails, allocations and credit notes, when one of them changes.
struct VoidInUseRule: AnchoredRule {
    var names: [RuleName] { [.voidInUse] }

    func anchors(of record: Record, in book: any BookView) -> Set<IndexKey> {
        guard let facts = Facts(record) else { return [] }
        let documents: [RecordKey?] =
            switch CollectionNumber(rawValue: record.key.collection) {
            case .void:
                // A credit note that is void is no use of what it corrects any more.
                [facts.reference("document"), corrected(by: facts, in: book)]
            case .delivery: [facts.reference("document")]
            case .allocation: [facts.reference("document")]
            case .document: [record.key, facts.reference("corrects")]
            default: []
            }
        return Set(documents.compactMap { $0 }.map { .naming($0) })
    }

    private func corrected(by void: Facts, in book: any BookView) -> RecordKey? {
        void.reference("document").flatMap(book.facts)?.reference("corrects")
    }

    func conflicts(at anchor: IndexKey, in book: any BookView) -> [Conflict] {
        guard let document = anchor.record,
            let void = book.facts(of: .void, naming: document).first
        else { return [] }
        let allocations = book.allocations(to: document)
        let notes = book.creditNotes(of: document)
        let mails = book.deliveries(of: document)
        let uses =
            allocations.map { $0.key } + notes.map(\.record.key) + mails.map(\.record.key)
        guard !uses.isEmpty else { return [] }
        let happened = happened(allocations.count, notes.count, mails.count)
        let words = Conflict.Words(
            title: "\(RecordLabel.of(document, in: book)) was voided and \(happened).",
            why: "A document that is in use cannot be voided, but whoever voided it did not know.",
            meanwhile: "It is void, and what was paid is the client's credit.")
        return [
            Conflict(
                .voidInUse, at: anchor, records: [document, void.record.key] + uses,
                sides: [void.side(says: "voided: \(void.text("reason") ?? "")")]
                    + uses.compactMap { use in
                        book.facts(use).map { $0.side(in: book) }
                    },
                words: words,
                offers: allocations.map { .release($0.key, $0.left) } + [.accept])
        ]
    }

    private func happened(_ allocations: Int, _ notes: Int, _ mails: Int) -> String {
        let parts = [
            allocations > 0 ? "paid" : nil, notes > 0 ? "credited" : nil,
            mails > 0 ? "mailed" : nil,
        ].compactMap { $0 }
        return parts.joined(separator: " and ")
    }
}
