package import Causality

/// One value that somebody wrote and nobody who saw it has replaced.
package struct Sibling: Hashable, Sendable {
    /// The change that wrote it.
    package let dot: Dot
    /// When it was written, as far as that is agreed upon.
    package internal(set) var stamp: Stamp
    /// What was written.
    package let value: Value

    /// Keeps what a change wrote.
    package init(dot: Dot, stamp: Stamp, value: Value) {
        self.dot = dot
        self.stamp = stamp
        self.value = value
    }
}

/// One unit of conflict: a field, or a group of fields that only make sense together.
///
/// Invariants:
/// 1. A sibling leaves only when a write names its dot.
/// 2. Siblings stand in the order of their dots, so equal states are equal values.
package struct Register: Hashable, Sendable {
    /// What was written and not replaced: almost always one.
    package private(set) var siblings: [Sibling]

    /// Holds nothing yet, or what was stored.
    package init(siblings: [Sibling] = []) { self.siblings = siblings.sorted { $0.dot < $1.dot } }

    /// Removes exactly the siblings that the write names, and adds its own.
    package mutating func apply(_ write: Write, dot: Dot, stamp: Stamp) {
        siblings.removeAll { write.replaces.contains($0.dot) }
        let place = siblings.firstIndex { $0.dot > dot } ?? siblings.endIndex
        siblings.insert(Sibling(dot: dot, stamp: stamp, value: write.value), at: place)
    }

    /// Takes over the stamp that the server has set for a change.
    package mutating func restamp(_ dot: Dot, as stamp: Stamp) {
        for index in siblings.indices where siblings[index].dot == dot {
            siblings[index].stamp = stamp
        }
    }
}

extension Register {
    /// The sibling whose value is shown: the same one on every replica that holds the same.
    package func standing(_ policy: Policy) -> Sibling? {
        siblings.max { left, right in
            let (low, high) = (policy.rank(left.value), policy.rank(right.value))
            return (low, left.stamp, left.dot) < (high, right.stamp, right.dot)
        }
    }

    /// The dots that carry the value that is shown: what an edit of it replaces.
    ///
    /// No more than one write may name: a change that nobody takes would hold up all later ones.
    package func shown(_ policy: Policy) -> [Dot] {
        guard let value = standing(policy)?.value else { return [] }
        return siblings.filter { $0.value == value }.prefix(Change.Limits.replacesMax).map(\.dot)
    }

    /// Whether a person has to choose between different values.
    package func isInConflict(_ policy: Policy) -> Bool {
        policy.asks && siblings.contains { $0.value != siblings[0].value }
    }
}
