package import Causality

/// What one change does to one register: a new value, and the siblings that it replaces.
package struct Write: Hashable, Sendable {
    /// Which register.
    package let address: RegisterAddress
    /// The new value; `nil` takes away what it names and adds nothing, as of a set's element.
    package let value: Value?
    /// The dots whose siblings it replaces: those of the value that its author was shown.
    package let replaces: [Dot]

    /// Writes a value over the siblings that were shown.
    package init(address: RegisterAddress, value: Value?, replaces: [Dot]) {
        self.address = address
        self.value = value
        self.replaces = replaces.count < 2 ? replaces : Set(replaces).sorted()
    }
}
