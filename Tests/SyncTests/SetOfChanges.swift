import Causality
import Sync

/// The definition of a book's state, written as it is said and without any cleverness: all changes
/// that are held, and of each register those values that none of them names.
struct SetOfChanges {
    private(set) var accepted: [Change] = []
    private(set) var refused: [Change] = []

    mutating func accept(_ change: Change) { accepted.append(change) }
    mutating func refuse(_ change: Change) { refused.append(change) }

    /// The values that stand in every register, by dot.
    var siblings: [RegisterAddress: [Dot: Value]] {
        var result: [RegisterAddress: [Dot: Value]] = [:]
        for change in accepted {
            for write in change.writes {
                guard let value = write.value, !isNamed(change.dot, at: write.address) else {
                    continue
                }
                result[write.address, default: [:]][change.dot] = value
            }
        }
        return result
    }

    private func isNamed(_ dot: Dot, at address: RegisterAddress) -> Bool {
        accepted.contains { change in
            change.writes.contains { write in
                write.address == address
                    && write.replaces.contains { means($0, dot, at: address, besides: []) }
            }
        }
    }

    /// Whether naming one dot means naming another: it is the same, or a refused one named it.
    private func means(
        _ named: Dot, _ dot: Dot, at address: RegisterAddress, besides seen: Set<Dot>
    ) -> Bool {
        guard let change = refused.first(where: { $0.dot == named }) else { return named == dot }
        return change.writes.contains { write in
            write.address == address
                && write.replaces.contains {
                    !seen.contains($0)
                        && means($0, dot, at: address, besides: seen.union([named]))
                }
        }
    }
}

extension BookState {
    /// The values that stand in every register, by dot.
    var siblings: [RegisterAddress: [Dot: Value]] {
        var result: [RegisterAddress: [Dot: Value]] = [:]
        for record in records.values {
            for slot in record.registers {
                let (key, register) = (slot.key, slot.value)
                result[RegisterAddress(record: record.key, key: key)] = Dictionary(
                    uniqueKeysWithValues: register.siblings.map { ($0.dot, $0.value) })
            }
        }
        return result
    }
}
