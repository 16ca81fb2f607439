import Causality
import Sync

/// The dots that programs have minted for what people saved.
struct MintedDots {
    private var minted: Set<Dot> = []
    private var cloned: Set<ReplicaID> = []

    /// A machine was cloned while its program wrote as a replica.
    mutating func clone(_ replica: ReplicaID) { cloned.insert(replica) }

    /// A dot names one change, but for machines that were cloned while they ran, which nobody can
    /// tell from each other until they have met.
    mutating func mint(_ dot: Dot) throws(Finding) {
        guard minted.insert(dot).inserted || cloned.contains(dot.replica) else {
            throw Finding(.dots, "\(dot.short) names two changes")
        }
    }
}
