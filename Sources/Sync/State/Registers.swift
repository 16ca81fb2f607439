/// The registers of a record in the order of their keys.
///
/// A record has a handful of them, so they stand side by side: looking one up touches a few
/// neighbouring bytes, and every walk over them is in the one order that all replicas share.
package struct Registers: Hashable, Sendable {
    /// One register under its key.
    package struct Slot: Hashable, Sendable {
        /// What it is called.
        package let key: RegisterKey
        /// What it holds.
        package fileprivate(set) var value: Register
    }

    private var slots: [Slot]

    /// Takes registers in any order; those that hold nothing do not stand here.
    package init(_ registers: some Sequence<(RegisterKey, Register)> = []) {
        slots = []
        for (key, register) in registers { update(key) { $0 = register } }
    }

    /// Puts a register that holds something behind all others.
    mutating func append(_ key: RegisterKey, _ register: Register) {
        slots.append(Slot(key: key, value: register))
    }

    /// The key of the last register.
    var lastKey: RegisterKey? { slots.last?.key }

    /// The keys in their order.
    package var keys: some Collection<RegisterKey> { slots.lazy.map(\.key) }

    /// The register under a key; one that holds nothing is empty.
    package subscript(key: RegisterKey) -> Register {
        let place = place(of: key)
        return place < slots.endIndex && slots[place].key == key ? slots[place].value : Register()
    }

    /// Changes one register in place, and drops it when nothing is left in it.
    mutating func update(_ key: RegisterKey, by change: (inout Register) -> Void) {
        let place = place(of: key)
        if place < slots.endIndex, slots[place].key == key {
            change(&slots[place].value)
            if slots[place].value.isEmpty { slots.remove(at: place) }
        } else {
            var register = Register()
            change(&register)
            if !register.isEmpty { slots.insert(Slot(key: key, value: register), at: place) }
        }
    }

    /// Changes every register in place.
    mutating func updateAll(_ change: (inout Register) -> Void) {
        for index in slots.indices { change(&slots[index].value) }
    }

    /// The first place whose key is not lower.
    private func place(of key: RegisterKey) -> Int {
        var (low, high) = (slots.startIndex, slots.endIndex)
        while low < high {
            let middle = (low + high) / 2
            if slots[middle].key < key { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

extension Registers: RandomAccessCollection {
    /// The place of the first register.
    package var startIndex: Int { slots.startIndex }
    /// The place after the last register.
    package var endIndex: Int { slots.endIndex }
    /// The register at a place.
    package subscript(position: Int) -> Slot { slots[position] }
}
