import Catalog
import Sync

/// Two people issued one draft without having seen each other: both documents are valid.
///
/// It looks at the draft, when the draft or one of its documents changes, and at the documents and
/// voids that name it.
struct TwoDocumentsRule: AnchoredRule {
    var names: [RuleName] { [.twoDocuments] }

    func anchors(of record: Record, in book: any BookView) -> Set<IndexKey> {
        switch CollectionNumber(rawValue: record.key.collection) {
        case .draft: return own(record)
        case .document:
            return Set([Facts(record)?.reference("draft")].compactMap { $0 }.map { .naming($0) })
        case .void:
            guard let document = Facts(record)?.reference("document") else { return [] }
            return anchors(of: book.record(document), in: book)
        default: return []
        }
    }

    func conflicts(at anchor: IndexKey, in book: any BookView) -> [Conflict] {
        guard let draft = anchor.record else { return [] }
        let documents = book.facts(of: .document, naming: draft).filter {
            $0.reference("draft") == draft && $0.text("kind") != "proForma"
        }
        let standing = documents.filter { !book.isVoid($0.record.key) }
        let isContested = isContested(book.record(draft))
        guard documents.count > 1, standing.count > 1 || isContested else { return [] }
        let names = documents.map { RecordLabel.of($0.record.key, in: book) }
        let words = Conflict.Words(
            title: "\(names.joined(separator: " and ")) were made of the same draft.",
            why: "Each was issued where the other was not known, and what is issued is valid.",
            meanwhile: "All of them count, and none is mailed.")
        return [
            Conflict(
                .twoDocuments, at: anchor, records: documents.map(\.record.key) + [draft],
                sides: documents.map { $0.side(in: book) }, words: words,
                offers: (standing.count > 1 ? standing.flatMap(book.cancellation) : []) + [.accept])
        ]
    }

    /// Whether the draft itself still says two things, and nothing but that it was issued.
    private func isContested(_ draft: Record) -> Bool {
        let register = draft[Life.register]
        return register.isInConflict(.life)
            && register.siblings.allSatisfy { Life($0.value)?.documents.isEmpty == false }
    }
}

extension Facts {
    /// The record as one side of a conflict: its name, and the change that made it.
    func side(in book: any BookView) -> Conflict.Side {
        side(says: RecordLabel.of(record.key, in: book))
    }

    /// The record as one side of a conflict, in other words.
    func side(says: String) -> Conflict.Side {
        Conflict.Side(
            says: says, dots: [record.makers.min()].compactMap { $0 }, record: record.key,
            value: nil)
    }
}
