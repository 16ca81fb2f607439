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
        let ofLog = Holding(log, oracle)
        let graves = ofLog.graves(oracle)
        try compare(copy.base.records.values, ofLog, oracle, graves, "the base of \(place)")
        guard !copy.overlay.isEmpty else { return }
        try compare(
            copy.keys.map { copy[$0] }, Holding(log, and: copy.overlay, oracle), oracle, graves,
            but: Twins(of: copy), "what is seen on \(place)")
    }

    private static func compare(
        _ records: some Sequence<Record>, _ holding: Holding, _ oracle: Oracle,
        _ graves: Set<RecordKey>, but twins: Twins? = nil, _ place: String
    ) throws(Finding) {
        if let dot = holding.unknown {
            throw Finding(.definition, "\(place) holds \(dot.short), which nobody has made")
        }
        let expected = holding.values(registers: oracle.addresses.count)
        var count = 0
        for record in records {
            for slot in record.registers where !isBuried(record.key, slot.key.number, in: graves) {
                let address = RegisterAddress(record: record.key, key: slot.key)
                let known = (oracle.known(address).map { expected[$0] } ?? []).filter {
                    let stamps = holding.stamps[$0.dot]
                    let isTwin =
                        twins?.contain($0.value, of: $0.dot, stamped: stamps, at: address) ?? false
                    return slot.value.dots.contains($0.dot) || !isTwin
                }
                guard slot.value.siblings.allSatisfy({ holding.isStamped($0) }) else {
                    throw Finding(.definition, "\(place) has other stamps in \(address.short)")
                }
                guard agree(slot.value, known) else {
                    let (present, should) = (
                        slot.value.siblings.map(\.dot.short), known.map(\.dot.short).sorted()
                    )
                    throw Finding(
                        .definition,
                        "\(place) is wrong: \(address.short) holds \(present) and not \(should)")
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

extension Holding {
    /// Whether a sibling has the stamps of its change in the log, if it is there.
    fileprivate func isStamped(_ sibling: Sibling) -> Bool {
        guard let stamps = stamps[sibling.dot] else { return true }
        return sibling.stamp == stamps.effective && sibling.accepted == stamps.accepted
    }
}

extension RegisterAddress {
    /// The register as a reader of a story can tell it from others.
    var short: String { "field \(register) of \(record.short)" }
}
