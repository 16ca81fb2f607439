/// Decides what becomes of a change: by the rules that were handed in, and by what was refused.
///
/// Invariants:
/// 1. A deed is never refused, whatever the rules say and whatever it refers to.
/// 2. What writes to a record that exists only in refused changes is refused too, and so is what
///    writes to a child of such a record; a touch alone depends on nothing.
package struct Judge: Sendable {
    /// A rule of the book: why a change over a state is not acceptable, or nothing.
    package typealias Rule = @Sendable (Change, BookState) -> Objection?

    private let schema: Schema
    private let rule: Rule

    /// Judges by a schema and the rules of the book.
    package init(schema: Schema, rule: @escaping Rule) {
        self.schema = schema
        self.rule = rule
    }

    /// What becomes of a change over a state; `unborn` are the records whose making was refused.
    package func ruling(
        on change: Change, over state: BookState, unborn: Set<RecordKey>
    ) -> Ruling {
        let isDeed = schema.isDeed(change)
        if !isDeed, let key = dependence(of: change, over: state, on: unborn) {
            return .refused(
                Objection(
                    .dependsOnRefused, field: RegisterAddress(record: key, register: 0),
                    hint: "Mend and send again what it builds upon, then send this again."))
        }
        guard let objection = rule(change, state) else { return .accepted }
        return isDeed ? .needsApproval(objection) : .refused(objection)
    }

    /// The records that a refused change would have made.
    package func births(by form: EmptyForm, over state: BookState) -> [RecordKey] {
        form.namings.filter { naming in
            naming.address.register != Life.register
                && state.records[naming.address.record] == nil
        }.map(\.address.record)
    }

    /// Whether a change makes a record, rather than building upon what was written there.
    package func makes(_ key: RecordKey, _ change: Change) -> Bool {
        let writes = change.writes(to: key)
        guard schema.isDeletable(key.collection) else {
            return writes.allSatisfy { $0.replaces.isEmpty }
        }
        return writes.contains {
            $0.address.register == Life.register && $0.replaces.isEmpty
        }
    }

    private func dependence(
        of change: Change, over state: BookState, on unborn: Set<RecordKey>
    ) -> RecordKey? {
        guard !unborn.isEmpty else { return nil }
        return change.records.first { key in
            guard substance(of: change, in: key) else { return false }
            if unborn.contains(key), !makes(key, change) { return true }
            guard let owner = owner(of: key, after: change, over: state) else { return false }
            return unborn.contains(owner) && !makes(owner, change)
        }
    }

    /// Whether a change does more to a record than touch its life.
    private func substance(of change: Change, in key: RecordKey) -> Bool {
        change.writes(to: key).contains { write in
            write.address.register != Life.register || write.value != Life.alive.value
        }
    }

    private func owner(
        of key: RecordKey, after change: Change, over state: BookState
    ) -> RecordKey? {
        guard let owner = schema.owner(in: key.collection) else { return nil }
        let address = RegisterAddress(record: key, register: owner.register)
        let written = change.writes(to: key).first { $0.address == address }?.value
        return written.map(owner.key) ?? schema.owner(of: state[key])
    }
}
