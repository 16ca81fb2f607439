/// What happens when two people write one register without having seen each other.
///
/// It belongs to the register's number for ever: another policy is another number.
package enum Policy: Hashable, Sendable {
    /// Both values are kept until a person has chosen.
    case ask
    /// The later one stands silently; only for what has no weight.
    case latest
    /// Both are kept until a person has chosen; meanwhile the alive stands over the deleted.
    case life

    /// Whether a person is asked.
    var asks: Bool { self != .latest }

    /// What stands over what, before stamps are compared.
    func rank(_ value: Value) -> Int {
        self == .life && value == Life.alive.value ? 1 : 0
    }
}

/// What the life register of a record says.
package enum Life: Int64, Sendable {
    case alive = 1
    case deleted = 2

    /// The number of the life register in every collection.
    package static let register: UInt32 = 0

    /// The value that is written.
    package var value: Value { .integer(rawValue) }

    /// What a value of a life register says; `nil` where it is from a later version.
    package init?(_ value: Value) {
        guard case .integer(let number) = value else { return nil }
        self.init(rawValue: number)
    }
}
