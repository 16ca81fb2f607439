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
        let based = payloads(of: entries)
        let outcome = commit(on: laptop) { disk, dice in
            if sabotage.movesCursorFirst(&disk, to: page.end, &dice) { return PullOutcome.applied }
            let outcome = disk.copy.pull(page, milliseconds: time)
            guard outcome == .applied else { return outcome }
            disk.based.formUnion(based)
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
            let verifier = laptops[laptop].disk.copy.verifier
            guard assembly.follow(page, provedBy: verifier, using: Fingerprint.hash) else {
                tally.count(.torn)
                return .staged(.torn)
            }
            laptops[laptop].program.assembly = assembly
            guard let snapshot = assembly.finished(using: Fingerprint.hash) else {
                return .staged(page.items.isEmpty ? .torn : .collected)
            }
            return swap(in: snapshot, on: laptop)
        default: return nil
        }
    }

    private mutating func swap(
        in snapshot: BookSnapshot, on laptop: Int
    ) -> Session.Laptop.Event? {
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
        guard isDone else { return nil }
        // By the name of something that was put aside another change is meant from now on.
        if !laptops[laptop].disk.copy.aside.isEmpty { laptops[laptop].program.forms = [] }
        laptops[laptop].program.assembly = nil
        return .staged(.swapped)
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
