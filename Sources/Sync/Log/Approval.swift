package import Causality

/// A change that was taken though a rule objects, since it tells of what has already happened; its
/// owner is asked.
///
/// The server writes a record for it, so that what waits for an approval is a question to the
/// state.
package struct Approval: Hashable, Sendable {
    /// The change.
    package let change: Dot
    /// What the rule objects to.
    package let objection: Objection

    /// Asks about a change, if somebody has to be asked.
    package init?(for judged: JudgedChange) {
        guard case .needsApproval(let objection) = judged.ruling else { return nil }
        change = judged.dot
        self.objection = objection
    }
}
