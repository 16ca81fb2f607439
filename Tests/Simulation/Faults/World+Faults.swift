import Causality
import Invoicing
import Sync

/// What goes wrong.
extension World {
    mutating func accident(on laptop: Int) throws(Finding) {
        switch dice.one(of: weather.accidents) {
        case .restart:
            if isTold { tell("\(laptops[laptop].name) starts its program anew") }
            start(laptop)
        case .crash: laptops[laptop].fuse = dice.below(4)
        case .rewinding: rewind(laptop)
        case .duplication: duplicate(laptop)
        case .cut: cut(laptop)
        case .connection: laptops[laptop].isOnline.toggle()
        case .silence: letters = letters.map { $0.answering(.silence) }
        case .harm: harm(laptop)
        case .examination: try examine(laptop)
        case .forgery: try forge(on: laptop)
        case .burial:
            if isTold { tell("\(laptops[laptop].name) drops what deleted records held") }
            laptops[laptop].disk.copy.bury(deletedBefore: Stamp(milliseconds: now))
        case .day: try pass(days: 1)
        case .months: try pass(days: 201)
        case .upgrade: try upgrade(laptop)
        case .ofOffice: try accidentOfOffice()
        }
    }

    /// The disk is restored from a backup; whatever was saved since and never sent is gone.
    private mutating func rewind(_ laptop: Int) {
        guard let backup = dice.one(of: laptops[laptop].backups) else { return }
        tally.count(.rewound)
        if isTold { tell("\(laptops[laptop].name) is rewound to \(backup.copy.cursor.position)") }
        promises.excuse(laptops[laptop].disk)
        laptops[laptop].disk = backup
        if dice.happens(percent: 30) { laptops[laptop].moveDatabase(to: dice.next()) }
        for own in backup.copy.overlay {
            // What its author had given up by then he has given up again.
            let isDismissed = backup.copy.dismissed.contains(own.dot)
            if isDismissed { promises.forget(own.change) } else { promises.make(own.change) }
        }
        promises.excuseUnheld(in: self)
        start(laptop, isRewound: true)
    }

    /// The directory is copied to another machine, or a whole machine while it runs.
    private mutating func duplicate(_ laptop: Int) {
        guard laptops.count < 5 else { return }
        let isClone = dice.happens(percent: weather.clonesPercent)
        let copy = Laptop(
            copyOf: laptops[laptop], number: laptops.count, isClone: isClone, life: lives)
        lives += 1
        tally.count(isClone ? .cloned : .copied)
        if isTold { tell("\(copy.name) comes") }
        if isClone, let series = laptops[laptop].disk.series {
            clonedSeries.insert(series.code)
        }
        if isClone, let replica = laptops[laptop].program.replica { dots.clone(replica) }
        laptops.append(copy)
    }

    /// A row of the base is damaged behind the program's back.
    private mutating func harm(_ laptop: Int) {
        let base = laptops[laptop].disk.copy.base
        let keys = Trade.subjects.filter { base.records[$0] != nil }
        guard let key = dice.one(of: keys), let record = base.records[key],
            let register = record.registers.keys.filter({ $0.number != Trade.prose }).max(),
            let sibling = record[register].siblings.first
        else { return }
        tally.count(.corrupted)
        if isTold { tell("\(laptops[laptop].name): a row of \(key.short) is damaged") }
        var records = base.records
        records[key] = record.with(register) { _ in
            Register(siblings: [
                Sibling(dot: sibling.dot, stamp: sibling.stamp, value: .text("damaged"))
            ])
        }
        laptops[laptop].disk.copy.damage { state in
            state = BookState(
                knowledge: state.knowledge, records: records, removedEarly: state.removedEarly,
                refused: state.refused)
        }
        // What lies under a grave nobody counts: the log brings it with whatever opens the grave.
        let digest = StateDigest(of: laptops[laptop].disk.copy.base, using: Fingerprint.hash)
        if digest != laptops[laptop].disk.copy.digest { laptops[laptop].disk.isDamaged = true }
    }
}
