import Causality
import Sync

/// Some changes that are held together, by what they were meant to do.
struct Holding {
    private(set) var accepted: [Dot: Oracle.Deed] = [:]
    private(set) var refused: [Dot: Oracle.Deed] = [:]
    /// The stamps of what was accepted, as the log tells them.
    private(set) var stamps: [Dot: Stamps] = [:]
    /// A change that nobody in the world has made.
    private(set) var unknown: Dot?

    /// Holds a part of the log, and some changes on top of it.
    init(
        _ entries: some Sequence<LogEntry>, and overlay: [OwnChange] = [], _ oracle: Oracle
    ) {
        for case .change(let judged) in entries.map(\.content) {
            let deed = oracle.deed(of: judged)
            if deed == nil { unknown = judged.dot }
            if judged.ruling.isRefusal {
                if accepted[judged.dot] == nil { refused[judged.dot] = deed }
            } else {
                accepted[judged.dot] = deed
                stamps[judged.dot] = judged.stamps
                refused[judged.dot] = nil
            }
        }
        for own in overlay where accepted[own.dot] == nil && refused[own.dot] == nil {
            let deed = oracle.deed(of: Fingerprint.hash(own.change.payload))
            if deed == nil { unknown = own.dot }
            if own.isRefused { refused[own.dot] = deed } else { accepted[own.dot] = deed }
        }
    }

    /// The values that nobody meant to replace, by the number of their register.
    func values(registers count: Int) -> [[(dot: Dot, value: Value)]] {
        let named = named(registers: count)
        var result = [[(dot: Dot, value: Value)]](repeating: [], count: count)
        for deed in accepted.values {
            for (intent, slot) in zip(deed.intents, deed.slots) {
                guard let value = intent.value, !named[slot].contains(deed) else { continue }
                result[slot].append((deed.dot, value))
            }
        }
        return result
    }

    /// Records whose life is over: nobody has to know more of them than that.
    func graves(_ oracle: Oracle) -> Set<RecordKey> {
        let values = values(registers: oracle.addresses.count)
        return Set(
            values.indices.filter { slot in
                oracle.addresses[slot].register == 0 && !values[slot].isEmpty
                    && values[slot].allSatisfy { $0.value == .integer(2) }
            }.map { oracle.addresses[$0].record })
    }

    /// What somebody meant to replace in each register, or meant by naming something refused.
    private func named(registers count: Int) -> [Named] {
        var named = [Named](repeating: Named(), count: count)
        for deed in accepted.values {
            for (intent, slot) in zip(deed.intents, deed.slots) {
                for dot in intent.over { mean(dot, intent.meant[dot], in: slot, &named[slot]) }
            }
        }
        return named
    }

    private func mean(
        _ dot: Dot, _ payload: ContentHash?, in slot: Int, _ named: inout Named
    ) {
        guard named.insert(dot, payload), let deed = refused[dot] else { return }
        if let payload, !deed.payloads.contains(payload) { return }
        for (intent, other) in zip(deed.intents, deed.slots) where other == slot {
            for next in intent.over { mean(next, intent.meant[next], in: slot, &named) }
        }
    }
}

/// What was named in a register: by its name, and by its bytes where its author had been shown
/// some, for another change may bear the name since.
private struct Named {
    private var payloads: [Dot: Set<ContentHash?>] = [:]

    mutating func insert(_ dot: Dot, _ payload: ContentHash?) -> Bool {
        payloads[dot, default: []].insert(payload).inserted
    }

    func contains(_ deed: Oracle.Deed) -> Bool {
        payloads[deed.dot]?.contains { $0.map(deed.payloads.contains) ?? true } ?? false
    }
}
