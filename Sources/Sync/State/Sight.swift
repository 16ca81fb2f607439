package import Causality

/// What a person was shown of a record when he opened it: the context of whatever he does to it.
///
/// Dots are taken here and nowhere later. Whatever arrives between opening and saving was not
/// seen, and is therefore never replaced.
package struct Sight: Hashable, Sendable {
    /// What was shown of one register.
    package struct Glimpse: Hashable, Sendable {
        /// The value that stood.
        package let value: Value
        /// The dots that carry this value: what an edit replaces.
        package let shown: [Dot]
        /// All dots, of the other values too: what only a resolution replaces.
        package let all: [Dot]
    }

    /// The record that was opened.
    package let record: RecordKey
    private(set) var owner: OwnerSight?
    private(set) var glimpses: [RegisterKey: Glimpse]
    let schema: Schema

    /// Opens a record; the owner is looked up in the same state.
    package init(
        of record: Record, in schema: Schema, owner lookUp: (RecordKey) -> Record
    ) {
        self.record = record.key
        self.schema = schema
        glimpses = Dictionary(
            uniqueKeysWithValues: record.registers.compactMap { slot in
                let policy = schema.policy(of: slot.key.number, in: record.key.collection)
                return Glimpse(of: slot.value, policy).map { (slot.key, $0) }
            })
        owner = schema.owner(of: record).flatMap { OwnerSight(of: lookUp($0), in: schema) }
    }

    /// Opens an empty form for a record that is to be made, below an owner as it is shown.
    package init(making record: RecordKey, ownedBy owner: Record?, in schema: Schema) {
        self.record = record
        self.schema = schema
        glimpses = [:]
        self.owner = owner.flatMap { OwnerSight(of: $0, in: schema) }
    }

    /// What was shown of a register; `nil` if nothing was there.
    package subscript(key: RegisterKey) -> Glimpse? { glimpses[key] }

    /// What was shown of a field.
    package subscript(number: UInt32) -> Glimpse? { self[RegisterKey(number)] }
}

/// What was shown of the life of the record that owns another.
struct OwnerSight: Hashable, Sendable {
    let record: RecordKey
    var life: Sight.Glimpse

    init?(of record: Record, in schema: Schema) {
        guard schema.isDeletable(record.key.collection),
            let life = Sight.Glimpse(of: record[Life.register], .life)
        else { return nil }
        self.record = record.key
        self.life = life
    }

    func address(of key: RegisterKey) -> RegisterAddress {
        RegisterAddress(record: record, key: key)
    }
}

extension Sight.Glimpse {
    init?(of register: Register, _ policy: Policy) {
        guard let value = register.standing(policy)?.value else { return nil }
        self.init(value: value, shown: register.shown(policy), all: register.dots)
    }

    /// What is shown after one's own change: its value, by its dot alone.
    init(saved write: Write, as dot: Dot, over before: Self?) {
        let others = (before?.all ?? []).filter { !write.replaces.contains($0) }
        self.init(value: write.value ?? .empty, shown: [dot], all: others + [dot])
    }
}

extension Sight {
    /// After saving, the context of what was written is one's own new dot, and of the rest the old.
    package mutating func saved(_ change: Change) {
        let life = RegisterKey(Life.register)
        for write in change.writes where write.address == owner?.address(of: life) {
            let before = owner?.life
            owner?.life = Glimpse(saved: write, as: change.dot, over: before)
        }
        for write in change.writes where write.address.record == record {
            let key = write.address.key
            guard write.value != nil else {
                glimpses[key] = nil
                continue
            }
            glimpses[key] = Glimpse(saved: write, as: change.dot, over: glimpses[key])
        }
    }
}
