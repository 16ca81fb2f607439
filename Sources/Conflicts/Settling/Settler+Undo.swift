import Bytes
import Catalog
import Causality
import JSON
package import Sync

/// What takes a settlement back: another change.
extension Settler {
    /// The writes that undo what a change settled.
    ///
    /// Where one of two values was chosen, both stand beside each other again and a person is asked
    /// once more; where something else was written, what stood before comes back. Documents and
    /// money that has moved are not undone.
    package func undo(_ change: Change) throws(SettlementError) -> [Write] {
        if let instead = Self.instead(of: change) { throw .irrevocable(instead: instead) }
        var (own, touches): ([RegisterAddress: Write], [RegisterAddress: Write]) = ([:], [:])
        for key in change.records {
            for write in try undo(change, of: key) {
                if write.address.record == key {
                    own[write.address] = write
                } else {
                    touches[write.address] = write
                }
            }
        }
        // What is undone of a record goes before what touches it on behalf of another.
        let writes = own.merging(touches) { first, _ in first }.values
        guard !writes.isEmpty else { throw .nothingToUndo }
        return Array(writes)
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

    private func undo(_ change: Change, of key: RecordKey) throws(SettlementError) -> [Write] {
        let record = book.record(key)
        if key.collection == CollectionNumber.settlement.rawValue {
            guard let facts = Facts(record) else { throw .changedSince }
            return try undoing(facts)
        }
        let writes = change.writes(to: key)
        let life = RegisterAddress(record: key, register: Life.register)
        if let birth = writes.first(where: { $0.address == life }), birth.replaces.isEmpty,
            birth.value == Life.alive.value, record[Life.register].dots == [change.dot]
        {
            return sight(key).deletion()
        }
        return try restored(change, Array(writes), of: record)
    }

    /// The registers that the change wrote, but for lives that it only touched.
    private func restored(
        _ change: Change, _ writes: [Write], of record: Record
    ) throws(SettlementError) -> [Write] {
        var (edits, contests): ([RegisterKey: Value?], [RegisterKey: Value]) = ([:], [:])
        for write in writes {
            guard let before = try before(write) else { continue }
            guard record[write.address.key].dots == [change.dot] else { throw .changedSince }
            switch before {
            case .value(let value): edits[write.address.key] = .some(value)
            case .beside(let value): contests[write.address.key] = value
            }
        }
        let sight = sight(record.key)
        let lives = edits.removeValue(forKey: RegisterKey(Life.register))
        let revived = lives.flatMap { $0 }.flatMap { Life($0) }.map(sight.live) ?? []
        return revived + (edits.isEmpty ? [] : sight.edit(edits))
            + (contests.isEmpty ? [] : sight.contest(contests))
    }

    /// What an undone write leaves.
    private enum Before {
        /// The value that stood before it.
        case value(Value)
        /// The value that was not chosen, beside the one that was.
        case beside(Value)
    }

    /// `nil` for a write that said nothing new.
    private func before(_ write: Write) throws(SettlementError) -> Before? {
        guard let chosen = write.value else { return nil }
        guard !write.replaces.isEmpty else { return .value(.empty) }
        var values: [(value: Value, dot: Dot)] = []
        for dot in write.replaces {
            guard let value = book.write(of: dot, at: write.address)?.value else {
                // A life that is older than the log was touched, and not decided about.
                guard write.address.register != Life.register else { return nil }
                throw .forgotten
            }
            values.append((value, dot))
        }
        let others = values.filter { $0.value != chosen }
        guard let other = others.max(by: { place($0.dot) < place($1.dot) })?.value else {
            return nil
        }
        return others.count < values.count ? .beside(other) : .value(other)
    }

    private func place(_ dot: Dot) -> (stamp: Stamp, dot: Dot) {
        (book.origin(of: dot)?.claimed ?? Stamp(bits: 0), dot)
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
