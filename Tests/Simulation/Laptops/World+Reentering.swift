import Bytes
import Causality
import Sync

/// How changes are entered again whose dots another history has taken.
extension World {
    mutating func reenter(from dot: Dot, on laptop: Int) {
        reenter(on: laptop) { _ in dot }
    }

    /// Enters changes again from one on that is found in the same transaction, if any is; `false`
    /// if the program died at it.
    @discardableResult
    mutating func reenter(on laptop: Int, from find: (inout Disk) -> Dot?) -> Bool {
        let time = laptops[laptop].time(at: now)
        let copy = laptops[laptop].disk.copy
        let before = copy.overlay.filter { !copy.isReentered($0) }
        let replica = ReplicaID.random(using: &dice)
        var taken: Dot?
        let isDone: Void? = commit(on: laptop) { disk, _ in
            taken = find(&disk)
            if let taken { disk.copy.reenter(from: taken, as: replica, milliseconds: time) }
        }
        rename(before, on: laptop)
        if let taken {
            tally.count(.reentered)
            if isTold {
                tell("\(laptops[laptop].name) enters its changes again from \(taken.short) on")
            }
        }
        guard isDone != nil else { return false }
        guard taken != nil else { return true }
        laptops[laptop].program.replica = replica
        laptops[laptop].program.forms = []
        return true
    }

    /// Takes note of new names; where a program died at the commit, the disk tells.
    private mutating func rename(_ before: [OwnChange], on laptop: Int) {
        let copy = laptops[laptop].disk.copy
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
