/// What became of a change for good: it is told again whenever the change is sent again.
package enum Ruling: Hashable, Sendable {
    /// It applies.
    case accepted
    /// It applies, since it tells of what has happened already, and its owner is asked.
    case needsApproval(Objection)
    /// It does not apply; its author has it back.
    case refused(Objection)

    /// Whether it does not apply.
    package var isRefusal: Bool {
        if case .refused = self { return true }
        return false
    }
}
