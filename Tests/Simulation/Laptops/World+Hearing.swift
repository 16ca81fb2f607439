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
        try mergeTexts(on: laptop)
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
        let isDone = reenter(on: laptop) { disk in
            disk.isDamaged = false
            return disk.copy.replaceBase(
                with: sabotage.snapshot(state), at: point, roll: roll, milliseconds: time)
        }
        guard isDone else { return nil }
        laptops[laptop].program.assembly = nil
        return .staged(.swapped)
    }
}

extension Dot {
    /// The dot as a reader of a story can tell it from others.
    var short: String { "\(replica.text.prefix(4)):\(counter)" }
}
