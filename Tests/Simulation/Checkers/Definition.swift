import Causality
import Sync

extension Checker {
    /// A laptop's base is what the log says up to its cursor, and a person sees its own on top:
    /// a sibling vanishes only when somebody who was shown it meant to replace it.
    static func definition(
        _ laptop: Laptop, _ office: Office, _ oracle: Oracle
    ) throws(Finding) {
        let copy = laptop.disk.copy
        let log = office.database.archive.prefix(Int(copy.cursor.position))
        let place = "\(laptop.name) at \(copy.cursor.position)"
        try compare(copy.base.records.values, Holding(log, oracle), oracle, "the base of \(place)")
        guard !copy.overlay.isEmpty else { return }
        try compare(
            copy.keys.map { copy[$0] }, Holding(log, and: copy.overlay, oracle), oracle,
            "what is seen on \(place)")
    }

    private static func compare(
        _ records: some Sequence<Record>, _ holding: Holding, _ oracle: Oracle, _ place: String
    ) throws(Finding) {
        if let dot = holding.unknown {
            throw Finding(.definition, "\(place) holds \(dot.short), which nobody has made")
        }
        let expected = holding.values(registers: oracle.addresses.count)
        // Of a record whose life is over nobody has to know more than that.
        let graves = Set(
            expected.indices.filter { slot in
                oracle.addresses[slot].register == 0 && !expected[slot].isEmpty
                    && expected[slot].allSatisfy { $0.value == .integer(2) }
            }.map { oracle.addresses[$0].record })
        var count = 0
        for record in records {
            for slot in record.registers where !isBuried(record.key, slot.key.number, in: graves) {
                let address = RegisterAddress(record: record.key, key: slot.key)
                guard let known = oracle.known(address), agree(slot.value, expected[known]) else {
                    throw Finding(.definition, "\(place) is wrong: \(address.short)")
                }
                count += 1
            }
        }
        let wanted = expected.indices.count { slot in
            let address = oracle.addresses[slot]
            return !expected[slot].isEmpty
                && !isBuried(address.record, address.register, in: graves)
        }
        guard count != wanted else { return }
        throw Finding(.definition, "\(place) lacks what was saved")
    }

    private static func isBuried(
        _ record: RecordKey, _ register: UInt32, in graves: Set<RecordKey>
    ) -> Bool { register != 0 && graves.contains(record) }

    private static func agree(
        _ register: Register, _ expected: [(dot: Dot, value: Value)]
    ) -> Bool {
        guard register.siblings.count == expected.count else { return false }
        return register.siblings.allSatisfy { sibling in
            expected.contains { $0.dot == sibling.dot && $0.value == sibling.value }
        }
    }
}

extension RegisterAddress {
    /// The register as a reader of a story can tell it from others.
    var short: String { "field \(register) of \(record.short)" }
}
