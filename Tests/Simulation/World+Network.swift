import Bytes
import Causality
import Sync

/// What travels: letters are lost, doubled, and overtake each other.
extension World {
    mutating func sendPush(from laptop: Int) {
        let unsent = laptops[laptop].disk.unsent.prefix(1 + dice.below(6))
        guard !unsent.isEmpty else { return }
        let leavesGap = laptops[laptop].leavesGap
        laptops[laptop].leavesGap = false
        let runs = unsent.map { own in
            Push.Run(link: own.link, leavesGap: leavesGap, changes: [SentChange(own.change)])
        }
        letters.append(.push(from: laptop, Push(points: [], runs: runs)))
    }

    mutating func sendPull(from laptop: Int) {
        let disk = laptops[laptop].disk
        letters.append(
            .pull(from: laptop, after: disk.cursor.position, naming: disk.knownPoints))
    }

    /// Some letter arrives, is lost, or arrives and comes once more later.
    mutating func deliver() throws(Finding) {
        guard !letters.isEmpty else { return }
        let index = dice.happens(percent: 60) ? 0 : dice.below(letters.count)
        let letter = letters[index]
        if !dice.happens(percent: 10) { letters.remove(at: index) }
        if dice.happens(percent: 10) { return }
        try receive(letter)
    }

    mutating func receive(_ letter: Letter) throws(Finding) {
        switch letter {
        case .push(let laptop, let push): letters.append(answer(push, from: laptop))
        case .pull(let laptop, let position, let points):
            letters.append(greet(laptop, naming: points, after: position))
        case .answers(let laptop, let answers): hear(answers, on: laptop)
        case .page(let laptop, let page): try pull(page, on: laptop)
        case .bringBack(let laptop):
            let disk = laptops[laptop].disk
            letters.append(.offer(from: laptop, disk.offer()))
        case .offer(let laptop, let whole):
            let offer = bug == .offersDropped ? whole.withoutEntries : whole
            let device = laptops[laptop].disk.device
            letters.append(.taken(to: laptop, office.offer(offer, from: device)))
        case .taken(let laptop, let dots): laptops[laptop].disk.setAside(dots)
        case .snapshot(let laptop, let state, let point):
            tally.count(.snapshot)
            let disk = laptops[laptop].disk
            letters.append(.offer(from: laptop, disk.offer()))
            laptops[laptop].disk.replaceBase(
                with: state, at: point, milliseconds: laptops[laptop].time(at: now))
        }
    }

    private mutating func greet(
        _ laptop: Int, naming points: [LogPoint], after position: UInt64
    ) -> Letter {
        let standing = office.receive(
            .pull, from: laptops[laptop].disk.device, naming: points, milliseconds: now)
        switch bug == .oldServerUnnoticed ? .goOn : standing {
        case .recovering, .revoked, .upgradeNeeded: return .bringBack(to: laptop)
        case .snapshot: return .snapshot(to: laptop, office.state, office.head)
        case .goOn:
            return .page(to: laptop, office.page(after: position, countMax: 1 + dice.below(8)))
        }
    }

    /// The office takes changes up to the first that it cannot take.
    private mutating func answer(_ push: Push, from laptop: Int) -> Letter {
        for change in push.runs.flatMap(\.changes) where office.entry(of: change.dot) != nil {
            tally.count(.duplicate)
        }
        let device = laptops[laptop].disk.device
        return .answers(to: laptop, office.take(push, from: device, milliseconds: now))
    }

    private mutating func hear(_ verdicts: Verdicts, on laptop: Int) {
        let time = laptops[laptop].time(at: now)
        let proof = laptops[laptop].disk.verifier.proof(by: verdicts.receipts)
        for verdict in verdicts.verdicts {
            let dot = verdict.dot
            switch verdict.answer {
            case .judged(let judgement):
                laptops[laptop].disk.hear(judgement, of: dot, by: proof, milliseconds: time)
            case .gap(let expected): lack(Dot(replica: dot.replica, counter: expected), laptop)
            case .retryLater, .notYours: continue
            case .dotTaken, .wrongLink: reenter(from: dot, on: laptop)
            }
        }
    }

    /// The office lacks a change: a laptop that does not hold it either says so.
    private mutating func lack(_ dot: Dot, _ laptop: Int) {
        let holds = laptops[laptop].disk.overlay.contains { $0.dot == dot }
        if !holds { laptops[laptop].leavesGap = true }
    }

    private mutating func pull(_ page: Page, on laptop: Int) throws(Finding) {
        let outcome = laptops[laptop].disk.pull(
            page, milliseconds: laptops[laptop].time(at: now))
        if case .dotTaken(let dot) = outcome { reenter(from: dot, on: laptop) }
        let disk = laptops[laptop].disk
        guard disk.cursor == office.point(at: disk.cursor.position) else { return }
        if dice.happens(percent: 10) { try Checker.definition(disk, office) }
    }

    private mutating func reenter(from dot: Dot, on laptop: Int) {
        let before = laptops[laptop].disk.overlay
        let replica = ReplicaID.random(using: &dice)
        laptops[laptop].disk.reenter(
            from: dot, as: replica, milliseconds: laptops[laptop].time(at: now))
        tally.count(.reentered)
        laptops[laptop].replica = replica
        laptops[laptop].forms = []
        let after = laptops[laptop].disk.overlay
        guard before.count == after.count else { return }
        for (old, new) in zip(before, after) {
            promises.rename(old.change.payload, to: new.change.payload)
        }
    }
}

extension Offer {
    fileprivate var withoutEntries: Offer {
        Offer(points: points, entries: [], receipts: receipts, isComplete: isComplete)
    }
}
