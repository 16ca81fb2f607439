/// What happens when two people write one register without having seen each other.
///
/// It belongs to the register's number for ever: another policy is another number. Every policy
/// merges in the same way; they differ in what stands and in who is asked.
package enum Policy: Hashable, Sendable {
    /// Both values are kept until a person has chosen.
    case ask
    /// The later one stands silently; only for what has no weight.
    case latest
    /// A set: each element is a register of its own, and who adds wins against who removes.
    case union
    /// Written once when its record is made; should two differ, the first stands and a person is
    /// asked.
    case appendOnly
    /// Written once by whoever comes first: the first stands silently, whatever came apart from it.
    case first
    /// Long text, which the server's replica may merge; a person is asked until it has.
    case text
    /// Both are kept until a person has chosen; meanwhile what is issued stands over what is alive,
    /// and that over what is deleted.
    case life

    /// Whether a person is asked.
    var asks: Bool {
        switch self {
        case .ask, .appendOnly, .text, .life: true
        case .latest, .union, .first: false
        }
    }

    private var firstStands: Bool { self == .appendOnly || self == .first }

    /// Whether one sibling stands below another.
    func isLower(_ left: Sibling, than right: Sibling) -> Bool {
        let (low, high) = (rank(left.value), rank(right.value))
        if low != high { return low < high }
        let isEarlier = (left.stamp, left.dot) < (right.stamp, right.dot)
        return firstStands ? !isEarlier && left.dot != right.dot : isEarlier
    }

    private func rank(_ value: Value) -> Int { self == .life ? Life(value)?.rank ?? 0 : 0 }
}
