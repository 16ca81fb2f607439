package import Causality

/// The links of many replicas at the edges of what is held of them: enough to check what comes.
///
/// Invariants:
/// 1. A replica without gaps has one edge, its last change.
/// 2. A gap has two: the change before it, and its last one, whose link was told by whoever went on
///    after the gap. What comes late into a gap has to meet both.
package struct Chains: Hashable, Sendable {
    private var edges: [ReplicaID: [UInt64: ContentHash]] = [:]

    /// Knows what was stored of some replicas, or nothing yet: the known links by their counters.
    package init(edges: [ReplicaID: [UInt64: ContentHash]] = [:]) { self.edges = edges }

    /// The links that are known of a replica, by their counters.
    package func edges(of replica: ReplicaID) -> [UInt64: ContentHash] { edges[replica] ?? [:] }

    /// The link of the change before this one, as far as it is known.
    package func link(before dot: Dot) -> ContentHash? {
        dot.counter == 1 ? .zero : edges[dot.replica]?[dot.counter - 1]
    }

    /// Links a change after the one before it, whose link its sender told; `false`, and no link, if
    /// it continues another chain.
    ///
    /// Where neither is known, as of what came back after a restore, nothing can be checked.
    package mutating func append(
        _ dot: Dot, payloadHash: ContentHash, after told: ContentHash?, using hash: HashFunction
    ) -> Bool {
        let known = link(before: dot)
        if let known, let told, known != told { return false }
        guard let before = known ?? told else { return true }
        let link = Chain.link(dot, payloadHash: payloadHash, after: before, using: hash)
        var edges = edges[dot.replica] ?? [:]
        let expected = edges[dot.counter]
        if let expected, expected != link { return false }
        edges[dot.counter - 1] = known == nil ? told : nil
        edges[dot.counter] = expected == nil ? link : nil
        self.edges[dot.replica] = edges
        return true
    }
}
