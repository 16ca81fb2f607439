package import Causality

/// The state of one record: its registers with their siblings.
///
/// Invariant: a register without siblings does not stand here, so equal states are equal values.
package struct Record: Hashable, Sendable {
    /// Which record it is.
    package let key: RecordKey
    /// What was written and not replaced.
    package private(set) var registers: Registers

    /// A record that nobody has written to, or what was stored of one.
    package init(key: RecordKey, registers: Registers = Registers()) {
        self.key = key
        self.registers = registers
    }

    /// The register of a number; one that nobody has written to is empty.
    package subscript(number: UInt32) -> Register { self[RegisterKey(number)] }

    /// A register, or the element of a set; one that nobody has written to is empty.
    package subscript(key: RegisterKey) -> Register { registers[key] }

    /// The elements that a set holds, in the order of their bytes.
    package func elements(of number: UInt32) -> [[UInt8]] {
        registers.keys.filter { $0.number == number && !$0.element.isEmpty }.map(\.element)
    }

    /// Whether the record is shown in lists: alive, or not yet known to be deleted.
    package var isAlive: Bool {
        guard let value = self[Life.register].standing(.life)?.value else { return false }
        return Life(value) != .deleted
    }
}

extension Record {
    /// Applies those writes of a change that are meant for this record, whose causes came before.
    package mutating func apply(_ change: Change, stamp: Stamp, accepted: Stamp? = nil) {
        apply(change.writes(to: key), of: change, stamp, accepted)
    }

    /// Applies writes of a change that are all meant for this record.
    mutating func apply(
        _ writes: ArraySlice<Write>, of change: Change, _ stamp: Stamp, _ accepted: Stamp?
    ) {
        for write in writes {
            update(write.address.key) { register in
                for dot in write.replaces { register.remove(dot) }
                guard let value = write.value else { return }
                register.add(
                    Sibling(dot: change.dot, stamp: stamp, accepted: accepted, value: value))
            }
        }
    }

    /// Takes over the stamps that the server has set for a change.
    package mutating func restamp(_ dot: Dot, as stamp: Stamp, accepted: Stamp? = nil) {
        registers.updateAll { $0.restamp(dot, as: stamp, accepted: accepted) }
    }

    /// Changes one register in place, and drops it when nothing is left in it.
    mutating func update(_ key: RegisterKey, by change: (inout Register) -> Void) {
        registers.update(key, by: change)
    }
}
