import Bookkeeping
import Catalog
import Causality
import Invoicing
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
        let deeds = deeds(of: dot, named: facts, in: book)
        let names = deeds.map { DeedWords(of: $0, in: book).name }
        let says = names.isEmpty ? "something that happened" : names.joined(separator: " and ")
        return [
            Conflict(
                .approval, at: anchor, records: [key],
                sides: [
                    Conflict.Side(
                        says: says, dots: [dot], record: deeds.first?.record.key ?? key, value: nil)
                ], words: words(facts, dot, deeds, in: book),
                offers: [.approve] + deeds.flatMap { withdrawal(of: $0, in: book) })
        ]
    }

    /// What happened: as the approval names it, and otherwise as the change itself says.
    private func deeds(of dot: Dot, named facts: Facts, in book: any BookView) -> [Facts] {
        let named = facts["records"].members.compactMap { RecordKey($0.value) }
        let keys = named.isEmpty ? book.change(dot)?.records ?? [] : named
        return keys.filter { Catalog.schema.deed($0.collection) == .deed }
            .compactMap { book.facts($0) }
    }

    private func words(
        _ facts: Facts, _ dot: Dot, _ deeds: [Facts], in book: any BookView
    ) -> Conflict.Words {
        let who = book.origin(of: dot).map(Names(in: book).maker) ?? "Somebody"
        let done = deeds.map { DeedWords(of: $0, in: book).done }
        let what = done.isEmpty ? "did something" : done.joined(separator: " and ")
        let rule = facts.text("rule") ?? ""
        let against =
            rule == "role"
            ? "without the right to write in this book" : "although the rule “\(rule)” forbids it"
        let hint = facts.text("hint").map { " \($0)" } ?? ""
        return Conflict.Words(
            title: "\(who) \(what), \(against).",
            why: "It has happened and cannot be refused, so an owner has to look at it." + hint,
            meanwhile: "It counts like any other.")
    }

    /// How a deed is taken back that is not approved, where it still can be.
    private func withdrawal(of facts: Facts, in book: any BookView) -> [Choice] {
        let key = facts.record.key
        switch CollectionNumber(rawValue: key.collection) {
        case .document: return book.cancellation(of: facts)
        case .payment:
            return book.facts(of: .reversal, naming: key).isEmpty ? [.reverse(key)] : []
        default: return []
        }
    }
}

/// What a deed is called, and what somebody did by it.
private struct DeedWords {
    /// `invoice 2026-K7QD-0001 over 119.00 EUR`.
    let name: String
    /// `issued invoice 2026-K7QD-0001 over 119.00 EUR`.
    let done: String

    init(of facts: Facts, in book: any BookView) {
        let label = RecordLabel.of(facts.record.key, in: book)
        switch CollectionNumber(rawValue: facts.record.key.collection) {
        case .document:
            let total = IssuedDocument(facts).map { " over \($0.frozen.totals.total)" }
            name = label + (total ?? "")
            done = "issued \(name)"
        case .void:
            let document = facts.reference("document").map { RecordLabel.of($0, in: book) }
            name = "the void of \(document ?? "a document")"
            done = "voided \(document ?? "a document")"
        default:
            name = label
            done = "recorded \(label)"
        }
    }
}
