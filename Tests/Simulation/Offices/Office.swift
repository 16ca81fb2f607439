import Causality
import Sync

/// The office of a run: its database, and what its processes hold beside it.
struct Office {
    /// The database.
    var log: BookLog
    /// Older states of the database, as backups keep them.
    var backups: [BookLog] = []
    var restores = 0
    /// Questions that are held until there is something to answer.
    var parked: [Letter] = []
    /// A process that is within a transaction: others wait for it.
    var transaction: Transaction?
    /// The replica as which the office itself writes; minted anew when its database was lost.
    var replica: ReplicaID?

    init(sabotage: Sabotage) { log = BookLog(judge: sabotage.judge, hash: Fingerprint.hash) }

    /// When each change was taken that is in the log.
    var acceptances: [Dot: Stamp] {
        var result: [Dot: Stamp] = [:]
        for case .change(let change) in log.entries.map(\.content) {
            result[change.dot] = change.stamps.accepted
        }
        return result
    }
}

/// A transaction that has begun and not ended.
struct Transaction {
    /// The push that it takes.
    let letter: Letter
    let push: Push
    /// What it read before it had the lock: nothing, unless it is the one that does it wrong.
    let stale: BookLog?
}
