import Causality

extension Sight {
    /// The writes of an edit: each over what was shown, and the touches that it entails.
    ///
    /// A value of `nil` takes away an element of a set.
    package func edit(_ values: [RegisterKey: Value?]) -> [Write] {
        let writes = values.map { key, value in
            write(value, to: key, over: glimpses[key]?.shown ?? [])
        }
        return writes + touches(of: Array(values.keys))
    }

    /// The writes that make the record: its values, its life, and what says so to its owner.
    package func creation(_ values: [RegisterKey: Value?]) -> [Write] {
        let key = RegisterKey(Life.register)
        let hasLife = schema.isDeletable(record.collection)
        return values.map { write($1, to: $0, over: []) }
            + (hasLife ? [write(Life.alive.value, to: key, over: [])] : []) + ownerTouch
    }

    /// The writes that settle a conflict: the value is chosen over all siblings that were shown.
    package func resolve(_ values: [RegisterKey: Value]) -> [Write] {
        let writes = values.map { key, value in
            write(value, to: key, over: glimpses[key]?.all ?? [])
        }
        return writes + touches(of: Array(values.keys))
    }

    /// The writes that put values beside what is shown, so that a person is asked once more.
    package func contest(_ values: [RegisterKey: Value]) -> [Write] {
        values.map { write($1, to: $0, over: []) } + touches(of: Array(values.keys))
    }

    /// The write that deletes the record, and what says so to its owner.
    package func deletion() -> [Write] { live(.deleted) + ownerTouch }

    /// The writes that give the record's life another word, over what was shown of it.
    package func live(_ life: Life) -> [Write] {
        let key = RegisterKey(Life.register)
        return [write(life.value, to: key, over: glimpses[key]?.shown ?? [])]
    }

    private func write(_ value: Value?, to key: RegisterKey, over dots: [Dot]) -> Write {
        Write(
            address: RegisterAddress(record: record, key: key), value: value, replaces: dots)
    }

    /// The life registers rewritten as they were shown: of the record and of its owner.
    private func touches(of keys: [RegisterKey]) -> [Write] {
        guard keys.contains(where: { schema.touches($0.number, in: record.collection) }) else {
            return []
        }
        let key = RegisterKey(Life.register)
        let isWritten = keys.contains(key) || !schema.isDeletable(record.collection)
        let life = glimpses[key]?.value ?? Life.alive.value
        let own = isWritten ? [] : [write(life, to: key, over: glimpses[key]?.shown ?? [])]
        return own + ownerTouch
    }

    /// The life of the owner rewritten as it was shown.
    package var ownerTouch: [Write] {
        guard let owner else { return [] }
        let address = RegisterAddress(record: owner.record, register: Life.register)
        return [Write(address: address, value: owner.life.value, replaces: owner.life.shown)]
    }
}
