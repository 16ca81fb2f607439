import Catalog
import Causality
import Money
import Sync

/// Two people wrote one field, or fields that belong together, without having seen each other.
///
/// A record that is deleted or issued, or whose owner is, asks nothing: its life does. So a record
/// is looked at when it changes, and where it lets them ask nothing, before or after, the records
/// that it owns with it; those that hold no different values ask nothing in any case, and almost
/// all are so.
struct FieldRule: AnchoredRule {
    var names: [RuleName] { [.field] }

    func anchors(of record: Record, in book: any BookView) -> Set<IndexKey> {
        Set(
            ([record] + children(of: record, in: book)).filter { !fields(of: $0).isEmpty }
                .map { .naming($0.key) })
    }

    /// The fields that hold different values.
    private func fields(of record: Record) -> [RegisterKey] {
        Catalog.schema.conflicts(in: record).filter { $0.number != Life.register }
    }

    private func children(of record: Record, in book: any BookView) -> [Record] {
        let owned = Catalog.collections(ownedBy: record.key.collection)
        guard !owned.isEmpty, !letsAsk(record) else { return [] }
        return book.records(under: .naming(record.key)).filter { owned.contains($0.collection) }
            .map(book.record).filter { Catalog.schema.owner(of: $0) == record.key }
    }

    func conflicts(at anchor: IndexKey, in book: any BookView) -> [Conflict] {
        guard let key = anchor.record else { return [] }
        let record = book.record(key)
        let fields = fields(of: record)
        guard !fields.isEmpty, isAsked(record, in: book) else { return [] }
        return fields.map { conflict(about: $0, of: record, in: book) }
    }

    private func isAsked(_ record: Record, in book: any BookView) -> Bool {
        let owner = Catalog.schema.owner(of: record).map(book.record)
        return [record, owner].compactMap { $0 }.allSatisfy(letsAsk)
    }

    private func letsAsk(_ record: Record) -> Bool {
        guard Catalog.schema.isDeletable(record.key.collection),
            let life = record[Life.register].standing(.life)?.value
        else { return true }
        return Life(life) == .alive || Life(life) == nil
    }

    private func conflict(
        about key: RegisterKey, of record: Record, in book: any BookView
    ) -> Conflict {
        let register = RegisterSides(key, of: record, in: book)
        let field = Catalog.collection(record.key.collection)?.field(key.number)
        let name = field?.words ?? "value of a field that this version does not know"
        let label = RecordLabel.kind(record.key, in: book)
        let words = Conflict.Words(
            title: "The \(name) of \(label) has \(register.sides.count) different values.",
            why: "They were written apart, neither writer saw the other, and only a person knows "
                + "which is right.",
            meanwhile: "“\(register.sides.first?.says ?? "")” is shown everywhere.")
        return Conflict(
            .field, at: .naming(record.key), records: [record.key],
            register: RegisterAddress(record: record.key, key: key), sides: register.sides,
            base: register.base, words: words, offers: offers(register, field, of: record))
    }

    private func offers(
        _ register: RegisterSides, _ field: Field?, of record: Record
    ) -> [Choice] {
        // What is written once is not written anew: the first can be kept, and nothing else.
        if field?.policy == .appendOnly { return [.side(0)] + recount(after: record) }
        var offers = register.sides.indices.map { Choice.side($0) }
        if case .lines? = field?.type, register.sides.allSatisfy({ $0.value?.prose != nil }) {
            offers.append(.both)
        }
        if case .value(let base, _) = register.base,
            !register.sides.contains(where: { $0.value == base })
        {
            offers.append(.base)
        }
        return offers + (field == nil ? [] : [.edited(.empty)])
    }

    /// Where two counted one product apart, whoever counts once more says which was right.
    private func recount(after record: Record) -> [Choice] {
        guard record.key.collection == CollectionNumber.stockMovement.rawValue,
            let product = Facts(record)?.reference("product")
        else { return [] }
        return [.recount(product, .zero)]
    }
}
