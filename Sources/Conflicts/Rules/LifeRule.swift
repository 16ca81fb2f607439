import Catalog
import Causality
import Sync

/// A record was deleted, or a draft issued, while somebody who did not know went on working on it.
///
/// It looks at the record that changed, if its life says different things. Two documents of one
/// draft are another rule's.
struct LifeRule: AnchoredRule {
    var names: [RuleName] { [.life, .lateEdit] }

    func anchors(of record: Record, in book: any BookView) -> Set<IndexKey> {
        record[Life.register].isInConflict(.life) ? own(record) : []
    }

    func conflicts(at anchor: IndexKey, in book: any BookView) -> [Conflict] {
        guard let key = anchor.record else { return [] }
        let record = book.record(key)
        let register = record[Life.register]
        guard register.isInConflict(.life) else { return [] }
        let lives = register.siblings.compactMap { Life($0.value) }
        let documents = lives.flatMap(\.documents)
        if documents.isEmpty { return [deletion(of: record, in: book)] }
        guard lives.contains(where: { $0.documents.isEmpty }) else { return [] }
        return [lateEdit(of: record, documents, in: book)]
    }

    private func deletion(of record: Record, in book: any BookView) -> Conflict {
        let label = RecordLabel.kind(record.key, in: book)
        let address = RegisterAddress(record: record.key, register: Life.register)
        return Conflict(
            .life, at: .naming(record.key), records: [record.key], register: address,
            sides: sides(of: record, in: book), base: .unknown,
            words: Conflict.Words(
                title: "Somebody deleted \(label) while somebody else worked on it.",
                why: "Whoever deleted it did not know of the work, and only a person knows "
                    + "whether it is still wanted.",
                meanwhile: "It is kept and shown as before."),
            offers: [.restore(record.key), .delete(record.key)])
    }

    private func lateEdit(
        of record: Record, _ documents: [RecordID], in book: any BookView
    ) -> Conflict {
        let keys = Set(documents).sorted().map {
            RecordKey(collection: CollectionNumber.document.rawValue, id: $0)
        }
        let names = keys.map { RecordLabel.of($0, in: book) }.joined(separator: " and ")
        let wasEdited = record[Life.register].siblings.contains { Life($0.value) == .alive }
        let address = RegisterAddress(record: record.key, register: Life.register)
        let title =
            wasEdited
            ? "Somebody went on editing the draft that became \(names)."
            : "Somebody deleted the draft that became \(names)."
        return Conflict(
            .lateEdit, at: .naming(record.key), records: [record.key] + keys, register: address,
            sides: sides(of: record, in: book), base: .unknown,
            words: Conflict.Words(
                title: title,
                why: "What is issued never changes, and only a person knows whether what came "
                    + "later matters.",
                meanwhile: "The document stands as it was issued."),
            offers: [.accept]
                + (wasEdited
                    ? keys.filter(book.isCreditable).map { .credit($0) } + [.copy(record.key)] : [])
        )
    }

    /// Whoever issued or edited comes first, whoever deleted last.
    private func sides(of record: Record, in book: any BookView) -> [Conflict.Side] {
        let siblings = record[Life.register].siblings
        let values = siblings.map(\.value).reduce(into: [Value]()) {
            if !$0.contains($1) { $0.append($1) }
        }
        return values.sorted { rank($0) < rank($1) }.map { value in
            let dots = siblings.filter { $0.value == value }.map(\.dot)
            let others = others(than: value, among: siblings).map(\.dot)
            return Conflict.Side(
                says: says(value, dots, besides: others, of: record, in: book), dots: dots,
                record: record.key,
                value: value)
        }
    }

    /// Who did not know of what led to a value: where a draft was issued, whoever did that.
    private func others(than value: Value, among siblings: [Sibling]) -> [Sibling] {
        let others = siblings.filter { $0.value != value }
        let issued = others.filter { Life($0.value)?.documents.isEmpty == false }
        return issued.isEmpty ? others : issued
    }

    private func rank(_ value: Value) -> Int {
        switch Life(value) {
        case .issued: 0
        case .alive: 1
        case .deleted: 2
        case nil: 3
        }
    }

    private func says(
        _ value: Value, _ dots: [Dot], besides others: [Dot], of record: Record,
        in book: any BookView
    ) -> String {
        switch Life(value) {
        case .issued(let documents):
            let names = documents.map {
                RecordLabel.of(
                    RecordKey(collection: CollectionNumber.document.rawValue, id: $0), in: book)
            }
            return "issued as \(names.joined(separator: " and "))"
        case .deleted: return "deleted"
        case .alive: return Work(dots, besides: others, on: record, in: book).words
        case nil: return "something of a later version"
        }
    }
}

extension Life {
    /// The documents that a draft became.
    var documents: [RecordID] {
        if case .issued(let documents) = self { return documents }
        return []
    }
}
