import Causality
import Sync

/// The one bug of a run, if it has one: what it alters lies between the parts of the program, so
/// that the program itself knows nothing of it.
struct Sabotage {
    let bug: PlantedBug?

    /// The judge that the office is given.
    var judge: Judge {
        let schema = bug == .ordinaryNeverRefused ? Trade.carelessSchema : Trade.schema
        return Judge(schema: schema, rule: Trade.rule)
    }

    /// Whether a program that starts goes on under the replica of the last one.
    func keepsReplica(isRewound: Bool) -> Bool { bug == .replicaKept && isRewound }
}
