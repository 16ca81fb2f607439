import Bytes
import Causality
import Sync

/// What a laptop does with the office's answers.
extension World {
    mutating func hear(_ verdicts: Verdicts, on laptop: Int) {
        let time = laptops[laptop].time(at: now)
        let isProved = commit(on: laptop) { disk, _ in
            disk.copy.hear(verdicts, milliseconds: time)
        }
        guard let isProved else { return }
        laptops[laptop].program.conversation.heard(isProved: isProved)
    }

    mutating func setAside(_ dots: Set<Dot>, on laptop: Int) {
        let time = laptops[laptop].time(at: now)
        let isDone = reenter(on: laptop) { disk, replica in
            disk.copy.setAside(dots, as: replica, milliseconds: time)
        }
        if isDone { laptops[laptop].program.forms = [] }
    }

    /// Applies a page.
    mutating func apply(_ page: Page, on laptop: Int) throws(Finding) {
        let (time, sabotage) = (laptops[laptop].time(at: now), sabotage)
        let based = payloads(of: page.items.map(\.entry))
        let outcome = commit(on: laptop) { disk, dice in
            if sabotage.movesCursorFirst(&disk, to: page.end, &dice) { return PullOutcome.applied }
            let outcome = sabotage.pull(page, into: &disk.copy, milliseconds: time)
            if outcome == .applied { disk.based.formUnion(based) }
            return outcome
        }
        guard let outcome else { return }
        let disk = laptops[laptop].disk
        let isThere = disk.copy.cursor == page.end
        let isEqual = page.digest.map { !isThere || sabotage.isEqual(disk.copy, $0) } ?? true
        if outcome == .applied, isThere {
            try Checker.parity(laptops[laptop], page, isEqual: isEqual, office, oracle)
        }
        try look(at: laptop)
        try mergeTexts(on: laptop)
        laptops[laptop].program.conversation.applied(
            page, outcome, cursor: disk.copy.cursor, isEqual: isEqual,
            holdsMore: laptops[laptop].disk.copy.holdsMore)
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

    /// Puts a snapshot into the place of the base.
    mutating func swap(in snapshot: BookSnapshot, on laptop: Int) {
        let (time, sabotage) = (laptops[laptop].time(at: now), sabotage)
        tally.count(.snapshot)
        if isTold {
            tell("\(laptops[laptop].name) takes a snapshot at \(snapshot.point.position)")
        }
        let based = based(through: snapshot.point)
        let isDone = reenter(on: laptop) { disk, replica in
            disk.isDamaged = false
            disk.based = based
            return disk.copy.replaceBase(
                with: sabotage.snapshot(snapshot), as: replica, milliseconds: time)
        }
        guard isDone else { return }
        // By the name of something that was put aside another change is meant from now on.
        if !laptops[laptop].disk.copy.aside.isEmpty { laptops[laptop].program.forms = [] }
        laptops[laptop].program.conversation.replaced()
    }
}

extension World {
    /// The changes of the log up to a point: what a laptop's base is made of that stands there.
    func based(through point: LogPoint) -> Set<ContentHash> {
        guard office.log.point(at: point.position) == point else { return [] }
        return payloads(of: office.database.archive.prefix(Int(point.position)))
    }
}

extension Dot {
    /// The dot as a reader of a story can tell it from others.
    var short: String { "\(replica.text.prefix(4)):\(counter)" }
}
