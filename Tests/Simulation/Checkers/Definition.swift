import Causality
import Sync

extension Checker {
    /// A laptop's base is what the log says up to its cursor, and a person sees its own on top.
    static func definition(_ disk: BookCopy, _ office: BookLog) throws(Finding) {
        let log = office.entries.prefix(Int(disk.cursor.position))
        guard disk.base.siblings == Oracle(log).siblings else {
            throw Finding(.definition, "the base at \(disk.cursor.position) is not its log")
        }
        let seen = disk.keys.map { disk[$0] }.siblings
        guard seen == Oracle(log, and: disk.overlay).siblings else {
            throw Finding(.definition, "what is seen at \(disk.cursor.position) is not so")
        }
    }
}

extension BookState {
    fileprivate var siblings: [RegisterAddress: [Dot: Value]] { Array(records.values).siblings }
}

extension [Record] {
    /// The values that stand in every register, by dot.
    fileprivate var siblings: [RegisterAddress: [Dot: Value]] {
        var result: [RegisterAddress: [Dot: Value]] = [:]
        for record in self {
            for slot in record.registers {
                let (key, register) = (slot.key, slot.value)
                let address = RegisterAddress(record: record.key, key: key)
                for sibling in register.siblings {
                    result[address, default: [:]][sibling.dot] = sibling.value
                }
            }
        }
        return result
    }
}
