import Bytes
import Catalog
import Causality
import JSON
package import Sync

/// What takes a settlement back: another change.
extension Settler {
    /// The changes that together undo what a change settled, as the writes of each.
    ///
    /// Whatever stood in a field before stands there again, and where that were several values a
    /// person is asked once more, among them and the one that was chosen of them. A change says one
    /// thing of a field, so each value beside another is a change of its own. Documents and money
    /// that has moved are not undone.
    package func undo(_ change: Change) throws(SettlementError) -> [[Write]] {
        if let instead = Self.instead(of: change) { throw .irrevocable(instead: instead) }
        var steps: [Step] = []
        for key in change.records {
            for (place, writes) in try undo(change, of: key).enumerated() {
                if place == steps.count { steps.append(Step()) }
                steps[place].add(writes, of: key)
            }
        }
        let changes = steps.map(\.writes).filter { !$0.isEmpty }
        guard !changes.isEmpty else { throw .nothingToUndo }
        return changes
    }

    /// What one change says: what is undone of a record goes before what touches it on behalf of
    /// another.
    private struct Step {
        private var own: [RegisterAddress: Write] = [:]
        private var touches: [RegisterAddress: Write] = [:]

        var writes: [Write] { Array(own.merging(touches) { first, _ in first }.values) }

        mutating func add(_ writes: [Write], of key: RecordKey) {
            for write in writes {
                if write.address.record == key {
                    own[write.address] = write
                } else {
                    touches[write.address] = write
                }
            }
        }
    }

    /// What can be done where nothing can be undone.
    private static func instead(of change: Change) -> String? {
        let collections = Set(change.records.map(\.collection))
        return irrevocable.first { collections.contains($0.0.rawValue) }?.1
    }

    /// The most telling first: a reversal releases allocations on its way.
    private static let irrevocable: [(CollectionNumber, String)] = [
        (.document, "issue a credit note or a new document"), (.void, "issue a new document"),
        (.payment, "reverse the payment"), (.reversal, "record a new payment"),
        (.refund, "record a new payment"), (.allocation, "allocate or release it anew"),
        (.stockMovement, "record another movement"),
    ]

    private func undo(
        _ change: Change, of key: RecordKey
    ) throws(SettlementError) -> [[Write]] {
        let record = book.record(key)
        if key.collection == CollectionNumber.settlement.rawValue {
            guard let facts = Facts(record) else { throw .changedSince }
            return [try undoing(facts)]
        }
        let writes = change.writes(to: key)
        let life = RegisterAddress(record: key, register: Life.register)
        if let birth = writes.first(where: { $0.address == life }), birth.replaces.isEmpty,
            birth.value == Life.alive.value, record[Life.register].dots == [change.dot]
        {
            return [sight(key).deletion()]
        }
        return try restored(change, Array(writes), of: record)
    }

    /// The registers that the change wrote, but for lives that it only touched.
    private func restored(
        _ change: Change, _ writes: [Write], of record: Record
    ) throws(SettlementError) -> [[Write]] {
        var edits: [RegisterKey: Value?] = [:]
        var contests: [[RegisterKey: Value]] = [[:]]
        for write in writes {
            guard var before = try before(write) else { continue }
            guard record[write.address.key].dots == [change.dot] else { throw .changedSince }
            var place = 0
            if !before.isChosenOne {
                edits[write.address.key] = .some(before.values.removeFirst())
                place = 1
            }
            for value in before.values {
                if place == contests.count { contests.append([:]) }
                contests[place][write.address.key] = value
                place += 1
            }
        }
        let sight = sight(record.key)
        let lives = edits.removeValue(forKey: RegisterKey(Life.register))
        let revived = lives.flatMap { $0 }.flatMap { Life($0) }.map(sight.live) ?? []
        var steps = contests.map { $0.isEmpty ? [] : sight.contest($0) }
        // What is said of the life counts more than that it is touched.
        steps[0] += (edits.isEmpty ? [] : sight.edit(edits)) + revived
        return steps
    }

    /// What stood where something was written.
    private struct Before {
        /// The values that stood, but for the one that was chosen; never none.
        var values: [Value]
        /// Whether what was written is one of those that stood: then it stays beside the others.
        let isChosenOne: Bool
    }

    /// `nil` for a write that said nothing new.
    private func before(_ write: Write) throws(SettlementError) -> Before? {
        guard let chosen = write.value else { return nil }
        guard !write.replaces.isEmpty else { return Before(values: [.empty], isChosenOne: false) }
        var values: [Value] = []
        for dot in write.replaces {
            guard let value = book.write(of: dot, at: write.address)?.value else {
                // A life that is older than the log was touched, and not decided about.
                guard write.address.register != Life.register else { return nil }
                throw .forgotten
            }
            if !values.contains(value) { values.append(value) }
        }
        let others = values.filter { $0 != chosen }
        guard !others.isEmpty else { return nil }
        return Before(values: others, isChosenOne: others.count < values.count)
    }

    /// A settlement that says that another no longer counts.
    func undoing(_ facts: Facts) throws(SettlementError) -> [Write] {
        var form: [String: JSONValue] = [
            "rule": .string(facts.text("rule") ?? ""),
            "undoes": .string(facts.record.key.id.text),
            "records": facts.collection.json(of: facts.record)["records"] ?? [],
        ]
        if let conflict: ConflictID = facts.id("conflict") {
            form["conflict"] = .string(conflict.text)
        }
        return try made(Catalog.settlement, form)
    }

    /// Of several answers to one question one is kept, and the others no longer count.
    func undoing(
        allBut choice: Choice, of conflict: Conflict
    ) throws(SettlementError) -> [Write] {
        guard case .side(let place) = choice, conflict.sides.indices.contains(place),
            let kept = book.facts(conflict.sides[place].record)?.text("choice")
        else { throw .notOffered }
        var writes: [Write] = []
        for facts in Settlements.counting(under: conflict.anchor, in: book)
        where facts.text("choice") != kept {
            writes += try undoing(facts)
        }
        guard !writes.isEmpty else { throw .changedSince }
        return writes
    }
}
