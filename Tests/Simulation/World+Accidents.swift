import Causality
import Sync

/// What goes wrong.
extension World {
    private static let laptopsMax = 5
    private static let restoresMax = 2

    mutating func accident(on laptop: Int) {
        switch dice.below(9) {
        case 0, 1: laptops[laptop].restart(isForgetful: bug != .replicaKeptOverRestart)
        case 2: rewind(laptop)
        case 3: copy(laptop)
        case 4: letters.removeAll { _ in true }
        case 5: closeReplica()
        case 6: officeBackups.append(office)
        case 7: restoreOffice()
        default: office.release()
        }
    }

    /// The disk is restored from a backup; whatever was saved since and never sent is gone.
    private mutating func rewind(_ laptop: Int) {
        guard let backup = dice.one(of: laptops[laptop].backups) else { return }
        tally.count(.rewound)
        promises.excuse(laptops[laptop].disk)
        laptops[laptop].disk = backup
        for own in backup.overlay { promises.make(own.change.payload) }
        promises.excuseUnheld(in: self)
        laptops[laptop].restart(isForgetful: bug != .replicaKeptOverRestart)
    }

    /// The directory is copied while the program stands, or the whole machine while it runs.
    private mutating func copy(_ laptop: Int) {
        guard laptops.count < Self.laptopsMax else { return }
        var copy = laptops[laptop]
        if dice.happens(percent: 50) { copy.restart() }
        tally.count(.copied)
        laptops.append(copy)
    }

    /// The office's database is restored from a backup, and nobody tells anybody.
    private mutating func restoreOffice() {
        guard restores < Self.restoresMax, let backup = dice.one(of: officeBackups) else { return }
        restores += 1
        tally.count(.restored)
        office = backup
        promises.excuseUnheld(in: self)
    }

    /// The office folds a replica, whether or not it really ended.
    private mutating func closeReplica() {
        guard let replica = dice.one(of: office.state.knowledge.vector.replicas) else { return }
        if office.close(replica) { tally.count(.closed) }
    }
}
