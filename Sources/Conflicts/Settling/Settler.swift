import Bytes
import Catalog
import Causality
package import Invoicing
import JSON
import Money
package import Sync

/// Turns what a person chose into the writes of one ordinary change.
///
/// A choice about a register writes over every value that was in conflict, and over nothing that
/// came later. Any other choice leaves a record of what was decided, beside what it does.
package struct Settler {
    let book: any BookView
    private let today: CivilDate
    let mint: () -> RecordID

    /// Settles in a book as a person sees it, on a day, with new ids for what is made.
    package init(in book: any BookView, on today: CivilDate, minting mint: @escaping () -> RecordID)
    {
        self.book = book
        self.today = today
        self.mint = mint
    }

    /// The writes of a choice about a conflict as it was shown.
    package func writes(
        for choice: Choice, of conflict: Conflict
    ) throws(SettlementError) -> [Write] {
        guard conflict.offers.contains(where: { $0.word == choice.word }) else { throw .notOffered }
        switch conflict.rule {
        case .field: return try field(choice, of: conflict)
        case .life, .lateEdit: return try life(choice, of: conflict)
        case .settledDifferently: return try undoing(allBut: choice, of: conflict)
        default: return try deed(choice, of: conflict) + settlement(choice, of: conflict)
        }
    }

    /// What a choice does, beside the record of it.
    func deed(_ choice: Choice, of conflict: Conflict) throws(SettlementError) -> [Write] {
        let draft = conflict.rule == .twoDocuments ? try united(conflict) : []
        return try draft + action(choice, of: conflict)
    }

    private func action(
        _ choice: Choice, of conflict: Conflict
    ) throws(SettlementError) -> [Write] {
        let refusal = conflict.rule == .approval ? "Not approved" : nil
        switch choice {
        case .accept, .approve: return []
        case .restore(let key): return sight(key).live(.alive) + sight(key).touchOfLivingOwner
        case .delete(let key): return sight(key).deletion()
        case .credit(let key): return try CreditDraft(of: key, by: self).writes
        case .void(let key):
            return try made(
                Catalog.void,
                [
                    "document": .string(key.id.text),
                    "reason": .string(refusal ?? "Settled as not wanted"),
                ])
        case .reverse(let key):
            return try reversal(of: key, because: refusal ?? "Recorded twice")
        case .release(let key, let amount): return try release(of: key, amount)
        case .renumber(let key, let number): return try renumbering(key, number)
        case .relabel(let key): return try relabelling(key)
        case .recount(let key, let counted):
            return try recount(of: key, counted, because: conflict.id)
        case .side, .base, .both, .edited, .copy: throw .notOffered
        }
    }

    /// The record of a decision.
    func settlement(
        _ choice: Choice, of conflict: Conflict
    ) throws(SettlementError) -> [Write] {
        try made(
            Catalog.settlement,
            [
                "rule": .string(conflict.rule.rawValue), "conflict": .string(conflict.id.text),
                "choice": .string(choice.word),
                "records": .array(conflict.records.prefix(100).map { .string($0.word) }),
            ])
    }

    /// A new record of a form.
    func made(
        _ collection: RecordCollection, as id: RecordID? = nil, _ form: [String: JSONValue]
    ) throws(SettlementError) -> [Write] {
        do {
            return try collection.creation(of: id ?? mint(), from: form, owner: nil)
        } catch {
            throw .fields(error)
        }
    }

    /// What is shown of a record now.
    func sight(_ key: RecordKey) -> Sight {
        Sight(of: book.record(key), in: Catalog.schema) { book.record($0) }
    }

    var day: JSONValue { .string(today.description) }
}
