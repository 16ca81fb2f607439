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
    // Almost every register holds exactly one sibling, which then needs no memory of its own.
    private var first: Sibling?
    private var rest: [Sibling]

    /// Holds nothing yet, or what was stored.
    package init(siblings: [Sibling] = []) {
        let sorted = siblings.sorted { $0.dot < $1.dot }
        first = sorted.first
        rest = Array(sorted.dropFirst())
    }

    /// Holds one sibling.
    init(only sibling: Sibling) {
        first = sibling
        rest = []
    }

    /// What was written and not replaced: almost always one.
    package var siblings: [Sibling] {
        guard let first else { return [] }
        return rest.isEmpty ? [first] : [first] + rest
    }

    /// How many siblings there are.
    var count: Int { first == nil ? 0 : 1 + rest.count }

    /// Looks at each sibling in its order, without gathering them.
    func forEach(_ body: (Sibling) -> Void) {
        guard let first else { return }
        body(first)
        for sibling in rest { body(sibling) }
    }

    /// Whether nothing was written, or all of it removed.
    package var isEmpty: Bool { first == nil }

    /// The sibling, where there is exactly one.
    package var only: Sibling? { rest.isEmpty ? first : nil }

    /// Removes the sibling of a dot, if there is one.
    mutating func remove(_ dot: Dot) {
        if first?.dot == dot {
            first = rest.isEmpty ? nil : rest.removeFirst()
        } else if !rest.isEmpty {
            rest.removeAll { $0.dot == dot }
        }
    }

    /// Adds a sibling whose dot no other has.
    mutating func add(_ sibling: Sibling) {
        guard let first else { return self.first = sibling }
        if sibling.dot < first.dot {
            rest.insert(first, at: 0)
            self.first = sibling
        } else {
            let place = rest.firstIndex { $0.dot > sibling.dot } ?? rest.endIndex
            rest.insert(sibling, at: place)
        }
    }

    /// Takes over the stamps that the server has set for a change.
    package mutating func restamp(_ dot: Dot, as stamp: Stamp, accepted: Stamp? = nil) {
        if first?.dot == dot { first?.restamp(as: stamp, accepted: accepted) }
        for index in rest.indices where rest[index].dot == dot {
            rest[index].restamp(as: stamp, accepted: accepted)
        }
    }
}

extension Register {
    /// The sibling whose value is shown: the same one on every replica that holds the same.
    package func standing(_ policy: Policy) -> Sibling? {
        rest.isEmpty ? first : siblings.max { policy.isLower($0, than: $1) }
    }

    /// The dots that carry the value that is shown: what an edit of it replaces.
    ///
    /// No more than one write may name: a change that nobody takes would hold up all later ones.
    package func shown(_ policy: Policy) -> [Dot] {
        if let only { return [only.dot] }
        guard let value = standing(policy)?.value else { return [] }
        return siblings.filter { $0.value == value }.prefix(Change.Limits.replacesMax).map(\.dot)
    }

    /// All that is held: what a person's resolution replaces, and nothing else does. There are no
    /// more of them than one write may name.
    package var dots: [Dot] { siblings.prefix(Change.Limits.replacesMax).map(\.dot) }

    /// Whether there are different values.
    package var hasDifferentValues: Bool {
        rest.contains { $0.value != first?.value }
    }

    /// Whether a person has to choose between different values.
    package func isInConflict(_ policy: Policy) -> Bool { policy.asks && hasDifferentValues }
}
