import Causality
import Sync

/// What goes wrong.
extension World {
    private static let laptopsMax = 5

    mutating func accident(on laptop: Int) {
        switch dice.below(6) {
        case 0, 1: laptops[laptop].restart(isForgetful: bug != .replicaKeptOverRestart)
        case 2: rewind(laptop)
        case 3: copy(laptop)
        case 4: letters.removeAll { _ in true }
        default: closeReplica()
        }
    }

    /// The disk is restored from a backup; whatever was saved since and never sent is gone.
    private mutating func rewind(_ laptop: Int) {
        guard let backup = dice.one(of: laptops[laptop].backups) else { return }
        tally.count(.rewound)
        promises.excuse(laptops[laptop].disk)
        laptops[laptop].disk = backup
        for own in backup.overlay { promises.make(own.change.payload) }
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

    /// The office folds a replica, whether or not it really ended.
    private mutating func closeReplica() {
        guard let replica = dice.one(of: office.state.knowledge.vector.replicas) else { return }
        if office.close(replica) { tally.count(.closed) }
    }
}
