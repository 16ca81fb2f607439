import Bytes
import Catalog
import Sync

/// What people have decided about questions that no field answers.
///
/// A settlement counts unless one that counts undoes it. Everybody who holds the same records comes
/// to the same state, whatever came first.
enum Settlements {
    /// How one question stands.
    enum State: Hashable {
        case open
        /// What was decided, and by which settlements.
        case decided(String, [RecordKey])
        /// People decided differently.
        case contested([String: [RecordKey]])

        var isSettled: Bool { self != .open }
    }

    /// How a question of a rule stands. Decisions that name another rule count for nothing: who may
    /// decide depends on the rule.
    static func state(
        of conflict: ConflictID, asBy rule: RuleName, in book: any BookView
    ) -> State {
        let counting = counting(under: .decided(conflict), asBy: rule, in: book)
        let choices = Dictionary(grouping: counting) { $0.text("choice") ?? "" }
            .mapValues { $0.map(\.record.key).sorted() }
        guard let (choice, keys) = choices.first else { return .open }
        return choices.count == 1 ? .decided(choice, keys) : .contested(choices)
    }

    /// The settlements that choose something and were not undone.
    static func counting(
        under key: IndexKey, asBy rule: RuleName? = nil, in book: any BookView
    ) -> [Facts] {
        let all = book.facts(of: .settlement, under: key).filter {
            rule == nil || $0.text("rule") == rule?.rawValue
        }
        var undoing: [RecordKey: [RecordKey]] = [:]
        for facts in all {
            if let undone = facts.reference("undoes") {
                undoing[undone, default: []].append(facts.record.key)
            }
        }
        return all.filter { facts in
            facts.text("choice") != nil
                && counts(facts.record.key, undoing: undoing, besides: [])
        }
    }

    /// Settlements that undo each other in a circle, which no program writes, do not count.
    private static func counts(
        _ key: RecordKey, undoing: [RecordKey: [RecordKey]], besides seen: Set<RecordKey>
    ) -> Bool {
        guard !seen.contains(key), seen.count < 100 else { return false }
        return !(undoing[key] ?? []).contains {
            counts($0, undoing: undoing, besides: seen.union([key]))
        }
    }

    /// The records that a settlement is about, which have to be looked at again.
    static func subjects(of record: Record, in book: any BookView) -> [Record] {
        guard record.key.collection == CollectionNumber.settlement.rawValue,
            let facts = Facts(record)
        else { return [] }
        return keys(of: facts).map(book.record)
    }

    /// The records that a settlement names.
    static func keys(of facts: Facts) -> [RecordKey] {
        facts["records"].members.compactMap { RecordKey($0.value) }
    }
}
