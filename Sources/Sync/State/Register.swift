package import Causality

/// One unit of conflict: a field, a group of fields that only make sense together, or one element
/// of a set.
///
/// Invariants:
/// 1. A sibling leaves only when a write names its dot.
/// 2. Siblings stand in the order of their dots, so equal states are equal values.
/// 3. Equal values that were written apart stay siblings: a later write over only one of them
///    conflicts with the other.
package struct Register: Hashable, Sendable {
    /// What was written and not replaced: almost always one.
    package private(set) var siblings: [Sibling]

    /// Holds nothing yet, or what was stored.
    package init(siblings: [Sibling] = []) { self.siblings = siblings.sorted { $0.dot < $1.dot } }

    /// Whether nothing was written, or all of it removed.
    package var isEmpty: Bool { siblings.isEmpty }

    /// Removes the sibling of a dot, if there is one.
    mutating func remove(_ dot: Dot) { siblings.removeAll { $0.dot == dot } }

    /// Adds a sibling whose dot no other has.
    mutating func add(_ sibling: Sibling) {
        let place = siblings.firstIndex { $0.dot > sibling.dot } ?? siblings.endIndex
        siblings.insert(sibling, at: place)
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
        siblings.count < 2
            ? siblings.first : siblings.max { policy.isLower($0, than: $1) }
    }

    /// The dots that carry the value that is shown: what an edit of it replaces.
    ///
    /// No more than one write may name: a change that nobody takes would hold up all later ones.
    package func shown(_ policy: Policy) -> [Dot] {
        guard let value = standing(policy)?.value else { return [] }
        return siblings.filter { $0.value == value }.prefix(Change.Limits.replacesMax).map(\.dot)
    }

    /// All that is held: what a person's resolution replaces, and nothing else does. There are no
    /// more of them than one write may name.
    package var dots: [Dot] { siblings.prefix(Change.Limits.replacesMax).map(\.dot) }

    /// Whether there are different values.
    package var hasDifferentValues: Bool {
        siblings.count > 1 && siblings.contains { $0.value != siblings[0].value }
    }

    /// Whether a person has to choose between different values.
    package func isInConflict(_ policy: Policy) -> Bool { policy.asks && hasDifferentValues }
}
