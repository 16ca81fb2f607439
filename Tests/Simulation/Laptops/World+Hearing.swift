import Bytes
import Causality
import Sync

/// What a laptop does with the office's answers.
extension World {
    mutating func hear(_ verdicts: Verdicts, on laptop: Int) {
        let time = laptops[laptop].time(at: now)
        commit(on: laptop) { disk, _ in disk.copy.hear(verdicts, milliseconds: time) }
    }

    /// Applies a page; the answer is what came of it.
    mutating func apply(
        _ page: Page, on laptop: Int
    ) throws(Finding) -> Session.Laptop.Event? {
        let (time, sabotage) = (laptops[laptop].time(at: now), sabotage)
        let entries = page.items.map(\.entry)
        let outcome = commit(on: laptop) { disk, dice in
            if sabotage.movesCursorFirst(&disk, to: page.end, &dice) { return PullOutcome.applied }
            let outcome = disk.copy.pull(page, milliseconds: time)
            guard outcome == .applied else { return outcome }
            sabotage.damage(&disk.copy, after: entries)
            return outcome
        }
        guard let outcome else { return nil }
        let disk = laptops[laptop].disk
        let isThere = disk.copy.cursor == page.end
        let isEqual = page.digest.map { !isThere || sabotage.isEqual(disk.copy, $0) } ?? true
        if outcome == .applied, isThere {
            try Checker.parity(laptops[laptop], page, isEqual: isEqual, office)
        }
        try look(at: laptop)
        return .applied(outcome, isEqual: isEqual)
    }

    /// Now and then somebody compares what a laptop shows with what the oracle says.
    private mutating func look(at laptop: Int) throws(Finding) {
        let cursor = laptops[laptop].disk.copy.cursor
        guard !laptops[laptop].disk.isDamaged, dice.happens(percent: 8),
            cursor == office.log.point(at: cursor.position)
        else { return }
        tally.count(.checked)
        try Checker.definition(laptops[laptop], office, oracle)
        try Checker.money(on: laptops[laptop], self)
    }

    /// Enters changes again whose dots another history has taken.
    mutating func reenter(from dot: Dot, on laptop: Int) {
        let time = laptops[laptop].time(at: now)
        let before = laptops[laptop].disk.copy.overlay
        let replica = ReplicaID.random(using: &dice)
        tally.count(.reentered)
        if isTold { tell("\(laptops[laptop].name) enters its changes again from \(dot.short) on") }
        let isDone: Void? = commit(on: laptop) { disk, _ in
            disk.copy.reenter(from: dot, as: replica, milliseconds: time)
        }
        // A program that dies at this commit may have done it: the disk tells.
        let after = laptops[laptop].disk.copy.overlay
        if before.count == after.count {
            for (old, new) in zip(before, after) where old.dot != new.dot {
                promises.rename(old.change, to: new.change)
            }
            let names = Dictionary(
                zip(before, after).map { ($0.dot, $1.dot) }, uniquingKeysWith: { $1 })
            for (old, new) in zip(before, after) where old.dot != new.dot {
                oracle.rename(
                    old.change, to: new.change, names,
                    without: laptops[laptop].disk.copy.aside)
            }
        }
        guard isDone != nil else { return }
        laptops[laptop].program.replica = replica
        laptops[laptop].program.forms = []
    }

    /// Puts a snapshot together, and into the place of the base when all of it is there.
    mutating func assemble(
        _ action: Session.Laptop.Action, on laptop: Int
    ) -> Session.Laptop.Event? {
        switch action {
        case .begin(let head):
            laptops[laptop].program.assembly = SnapshotAssembly(head)
            return .staged(.next(after: nil))
        case .stage(let chunk):
            guard var assembly = laptops[laptop].program.assembly, assembly.take(chunk) else {
                return .staged(.torn)
            }
            laptops[laptop].program.assembly = assembly
            return .staged(assembly.isCollected ? .collected : .next(after: assembly.next))
        case .follow(let page):
            guard var assembly = laptops[laptop].program.assembly else { return .staged(.torn) }
            for item in page.items where !assembly.follow(item, using: Fingerprint.hash) {
                tally.count(.torn)
                return .staged(.torn)
            }
            laptops[laptop].program.assembly = assembly
            guard let state = assembly.finished else {
                return .staged(page.items.isEmpty ? .torn : .collected)
            }
            let roll = assembly.roll(using: Fingerprint.hash)
            return swap(in: state, roll, at: assembly.point, on: laptop)
        default: return nil
        }
    }

    private mutating func swap(
        in state: BookState, _ roll: Roll, at point: LogPoint, on laptop: Int
    ) -> Session.Laptop.Event? {
        let (time, sabotage) = (laptops[laptop].time(at: now), sabotage)
        tally.count(.snapshot)
        if isTold { tell("\(laptops[laptop].name) takes a snapshot at \(point.position)") }
        let isDone: Void? = commit(on: laptop) { disk, _ in
            disk.copy.replaceBase(
                with: sabotage.snapshot(state), at: point, roll: roll, milliseconds: time)
            disk.isDamaged = false
        }
        guard isDone != nil else { return nil }
        laptops[laptop].program.assembly = nil
        return .staged(.swapped)
    }
}

extension Dot {
    /// The dot as a reader of a story can tell it from others.
    var short: String { "\(replica.text.prefix(4)):\(counter)" }
}
