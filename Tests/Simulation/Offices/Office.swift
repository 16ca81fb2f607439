import Causality
import Sync

/// The office of a run: its database, and what its processes hold beside it.
struct Office {
    /// The database.
    var database: Database
    /// Older states of the database, as backups keep them.
    var backups: [Database] = []
    var restores = 0
    /// Questions that are held until there is something to answer.
    var parked: [Letter] = []
    /// A process that is within a transaction: others wait for it.
    var transaction: Transaction?
    /// The replica as which the office itself writes; minted anew when its database was lost.
    var replica: ReplicaID?

    init(sabotage: Sabotage) {
        database = Database(
            log: BookLog(
                judge: sabotage.judge, verifier: sabotage.verifier, signer: Signature.signer,
                hash: Fingerprint.hash))
    }

    var log: BookLog {
        get { database.log }
        _modify { yield &database.log }
    }

    /// What had been entered again when a change was, by the dots that it had before.
    func names(before dot: Dot) -> [Dot: Set<Dot>] {
        let earlier = database.archive.compactMap { $0.change?.dot }.prefix { $0 != dot }
        let held = Set(earlier)
        return log.quarantine.reduce(into: [:]) { names, sent in
            let payload = sent.payloadHash(using: Fingerprint.hash)
            guard let name = Reentry.dot(of: payload, using: Fingerprint.hash),
                held.contains(name)
            else { return }
            names[sent.dot, default: []].insert(name)
        }
    }
}

/// What the office's database holds.
struct Database {
    var log: BookLog
    /// Every entry that the log ever held, compacted or not: for the checkers alone.
    private(set) var archive: [LogEntry] = []
    /// When devices were heard, and a recovery: as the rule has it, for the checkers alone.
    var roster = Roster()
    var hold: Hold?
    /// The device whose own book goes up, and has not wholly come.
    var attaching: DeviceID?

    init(log: BookLog) { self.log = log }

    /// Takes over what the log has gained.
    mutating func follow() {
        archive += log.entries(after: UInt64(archive.count), countMax: .max)
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
