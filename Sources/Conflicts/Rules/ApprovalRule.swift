import Catalog
import Causality
import Sync

/// The server took what has happened, although a rule forbids it: the owner has to look at it.
///
/// It looks at the approval that the server asks for, when it comes or is given.
struct ApprovalRule: AnchoredRule {
    var names: [RuleName] { [.approval] }

    func anchors(of record: Record, in book: any BookView) -> Set<IndexKey> {
        record.key.collection == CollectionNumber.approval.rawValue ? own(record) : []
    }

    func conflicts(at anchor: IndexKey, in book: any BookView) -> [Conflict] {
        guard let key = anchor.record, let facts = book.facts(key),
            let dot = ChangeName.dot(facts["change"])
        else { return [] }
        let records = book.change(dot)?.records ?? []
        let deeds = records.filter { Catalog.schema.deed($0.collection) == .deed }
        let names = deeds.map { RecordLabel.of($0, in: book) }
        let what = names.isEmpty ? "Something that happened" : names.joined(separator: " and ")
        let hint = facts.text("hint").map { " \($0)" } ?? ""
        let words = Conflict.Words(
            title: "\(what) was taken although the rule “\(facts.text("rule") ?? "")” forbids it.",
            why: "It has happened and cannot be refused, so the owner has to look at it." + hint,
            meanwhile: "It counts like any other.")
        return [
            Conflict(
                .approval, at: anchor, records: [key],
                sides: [
                    Conflict.Side(
                        says: names.first ?? "the change", dots: [dot], record: deeds.first ?? key,
                        value: nil)
                ], words: words, offers: [.approve])
        ]
    }
}
