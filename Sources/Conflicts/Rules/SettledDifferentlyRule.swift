import Catalog
import Sync

/// Two people answered one question differently, without having seen each other.
///
/// It looks at what was decided about the question, when a settlement is added.
struct SettledDifferentlyRule: AnchoredRule {
    var names: [RuleName] { [.settledDifferently] }

    func anchors(of record: Record, in book: any BookView) -> Set<IndexKey> {
        guard record.key.collection == CollectionNumber.settlement.rawValue,
            let conflict: ConflictID = Facts(record)?.id("conflict")
        else { return [] }
        return [.decided(conflict)]
    }

    func conflicts(at anchor: IndexKey, in book: any BookView) -> [Conflict] {
        let counting = Settlements.counting(under: anchor, in: book)
        let choices = Dictionary(grouping: counting) { $0.text("choice") ?? "" }
        guard choices.count > 1 else { return [] }
        let groups = choices.sorted { $0.key < $1.key }.map(\.value)
        let subjects = Settlements.keys(of: counting[0])
        let names = subjects.prefix(2).map { RecordLabel.of($0, in: book) }
        let words = Conflict.Words(
            title: "A question about \(names.joined(separator: " and ")) was answered differently.",
            why: "Whoever answered it did not know of the other answer.",
            meanwhile: "All that was done stands, and the question is open.")
        return [
            Conflict(
                .settledDifferently, at: anchor,
                records: counting.map(\.record.key).sorted() + subjects,
                sides: groups.map { side(of: $0, in: book) }, words: words,
                offers: groups.indices.map { .side($0) })
        ]
    }

    private func side(of group: [Facts], in book: any BookView) -> Conflict.Side {
        let words = ChoiceWords.past(group[0].text("choice") ?? "", in: book)
        let dots = group.flatMap { $0.side(says: "").dots }.sorted()
        return Conflict.Side(says: words, dots: dots, record: group[0].record.key, value: nil)
    }
}
