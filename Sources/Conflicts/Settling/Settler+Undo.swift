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

    /// Whether a change can be undone as far as what it is about tells.
    package static func isRevocable(_ change: Change) -> Bool { instead(of: change) == nil }

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
        let sight = sight(record.key)
        var steps: [[RegisterKey: Return]] = []
        for write in writes {
            let returns = try returns(of: write)
            guard !returns.isEmpty else { continue }
            let stands = write.value == nil ? [] : [change.dot]
            guard record[write.address.key].dots == stands else { throw .changedSince }
            for (place, value) in returns.enumerated() {
                if place == steps.count { steps.append([:]) }
                steps[place][write.address.key] = value
            }
        }
        return steps.map { Self.writes(of: $0, over: sight) }
    }

    private static func writes(of step: [RegisterKey: Return], over sight: Sight) -> [Write] {
        let life = RegisterKey(Life.register)
        var (edits, contests): ([RegisterKey: Value?], [RegisterKey: Value]) = ([:], [:])
        var lives: [Write] = []
        for (key, value) in step {
            switch value {
            case .over(let value?) where key == life:
                lives = (Life(value).map(sight.live) ?? []) + sight.touchOfLivingOwner
            case .over(let value): edits[key] = .some(value)
            case .beside(let value): contests[key] = value
            }
        }
        // What is said of the life counts more than that it is touched.
        let touch = contests[life] == nil ? [] : sight.touchOfLivingOwner
        return (contests.isEmpty ? [] : sight.contest(contests))
            + (edits.isEmpty ? [] : sight.edit(edits)) + lives + touch
    }

    /// How one value comes back.
    private enum Return {
        /// In the place of the one that was written; `nil` takes an element of a set out.
        case over(Value?)
        /// Beside the one that was written, or what came back before.
        case beside(Value)
    }

    /// How all that stood comes back, that which stood above the others last, so that it does
    /// again; nothing for a write that said nothing new.
    private func returns(of write: Write) throws(SettlementError) -> [Return] {
        let isElement = !write.address.key.element.isEmpty
        guard !write.replaces.isEmpty else { return [.over(isElement ? nil : .empty)] }
        guard let values = try values(before: write) else { return [] }
        let others = values.filter { $0 != write.value }
        guard let first = others.first else { return [] }
        guard let chosen = write.value, others.count < values.count else {
            return [.over(first)] + others.dropFirst().map(Return.beside)
        }
        return others.map(Return.beside) + (values.last == chosen ? [.over(chosen)] : [])
    }

    /// The values that a write replaced, each once, in the order in which they would stand.
    private func values(before write: Write) throws(SettlementError) -> [Value]? {
        var values: [Value] = []
        for dot in write.replaces.sorted(by: { place($0) < place($1) }) {
            guard let value = book.write(of: dot, at: write.address)?.value else {
                // A life that is older than the log was touched, and not decided about.
                guard write.address.register != Life.register else { return nil }
                throw .forgotten
            }
            values.removeAll { $0 == value }
            values.append(value)
        }
        return values
    }

    private func place(_ dot: Dot) -> (stamp: Stamp, dot: Dot) {
        guard let origin = book.origin(of: dot) else { return (Stamp(bits: 0), dot) }
        return (origin.claimed.credible(at: origin.accepted?.milliseconds ?? .max), dot)
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
