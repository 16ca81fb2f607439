import Bytes
import Causality
import Sync

/// How changes are entered again whose dots another history has taken.
extension World {
    mutating func reenter(from dot: Dot, on laptop: Int) {
        let time = laptops[laptop].time(at: now)
        reenter(on: laptop) { disk, replica in
            disk.copy.reenter(from: dot, as: replica, milliseconds: time)
        }
        laptops[laptop].program.forms = []
    }

    /// Does what may enter changes again under a new replica, in one transaction; `false` if the
    /// program died at it.
    @discardableResult
    mutating func reenter(
        on laptop: Int, _ change: (inout Disk, ReplicaID) -> ReplicaID?
    ) -> Bool {
        let before = laptops[laptop].disk.copy.overlay
        let replica = ReplicaID.random(using: &dice)
        var fresh: ReplicaID?
        let isDone: Void? = commit(on: laptop) { disk, _ in fresh = change(&disk, replica) }
        rename(before, on: laptop)
        if fresh != nil {
            tally.count(.reentered)
            if isTold { tell("\(laptops[laptop].name) enters changes again") }
        }
        guard isDone != nil else { return false }
        guard fresh != nil else { return true }
        laptops[laptop].program.replica = replica
        laptops[laptop].program.forms = []
        return true
    }

    /// Takes note of new names; where a program died at the commit, the disk tells.
    private mutating func rename(_ before: [OwnChange], on laptop: Int) {
        let copy = laptops[laptop].disk.copy
        let present = Set(copy.overlay.map(\.dot))
        var before = before.filter { present.contains($0.dot) || !copy.isReentered($0) }
        if before.count != copy.overlay.count {
            before.removeAll { $0.isRefused && !present.contains($0.dot) }
        }
        guard before.count == copy.overlay.count else { return }
        let renamed = zip(before, copy.overlay).filter { $0.dot != $1.dot }
        for (old, new) in renamed { promises.rename(old.change, to: new.change) }
        let dots = renamed.map { ($0.dot, Set([$1.dot])) }
        let names = Dictionary(dots, uniquingKeysWith: { $1 })
            .merging(copy.aside) { $0.union($1) }
        for (old, new) in renamed {
            oracle.rename(Fingerprint.hash(old.change.payload), to: new.change, names)
        }
    }
}
