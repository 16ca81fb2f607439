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
        letters.append(
            .push(
                from: laptop, unsent.map { SentChange($0.change) }, leavingGap: leavesGap))
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
        case .push(let laptop, let changes, let leavingGap):
            letters.append(answer(changes, from: laptop, leavingGap: leavingGap))
        case .pull(let laptop, let position, let points):
            letters.append(greet(laptop, naming: points, after: position))
        case .answers(let laptop, let answers): hear(answers, on: laptop)
        case .page(let laptop, let entries, let end):
            try pull(entries, to: end, on: laptop)
        case .bringBack(let laptop):
            let disk = laptops[laptop].disk
            letters.append(.offer(from: laptop, disk.vouched, naming: disk.knownPoints))
        case .offer(let laptop, let entries, let points):
            let kept = bug == .offersDropped ? [] : entries
            letters.append(.taken(to: laptop, office.offer(kept, naming: points)))
        case .taken(let laptop, let dots): laptops[laptop].disk.setAside(dots)
        case .snapshot(let laptop, let state, let point):
            tally.count(.snapshot)
            let disk = laptops[laptop].disk
            letters.append(.offer(from: laptop, disk.vouched, naming: disk.knownPoints))
            laptops[laptop].disk.replaceBase(
                with: state, at: point, milliseconds: laptops[laptop].time(at: now))
        }
    }

    private mutating func greet(
        _ laptop: Int, naming points: [LogPoint], after position: UInt64
    ) -> Letter {
        switch bug == .oldServerUnnoticed ? .goOn : office.greet(naming: points) {
        case .bringBack: return .bringBack(to: laptop)
        case .snapshot: return .snapshot(to: laptop, office.state, office.head)
        case .goOn:
            let page = Array(office.entries(after: position, countMax: 1 + dice.below(8)))
            let end = office.point(at: page.last?.position ?? position) ?? office.head
            return .page(to: laptop, page, end: end)
        }
    }

    /// The office takes changes up to the first that it cannot take.
    private mutating func answer(
        _ changes: [SentChange], from laptop: Int, leavingGap: Bool
    ) -> Letter {
        var answers: [Dot: Answer] = [:]
        for change in changes {
            let isKnown = office.entry(of: change.dot) != nil
            let answer = office.ingest(change, leavingGap: leavingGap, milliseconds: now)
            if isKnown { tally.count(.duplicate) }
            answers[change.dot] = answer
            guard case .judged = answer else { break }
        }
        return .answers(to: laptop, answers)
    }

    private mutating func hear(_ answers: [Dot: Answer], on laptop: Int) {
        let time = laptops[laptop].time(at: now)
        for (dot, answer) in answers.sorted(by: { $0.key < $1.key }) {
            switch answer {
            case .judged(let judgement):
                laptops[laptop].disk.hear(judgement, of: dot, milliseconds: time)
            case .gap(let expected): lack(Dot(replica: dot.replica, counter: expected), laptop)
            case .retryLater: continue
            case .dotTaken: reenter(from: dot, on: laptop)
            }
        }
    }

    /// The office lacks a change: a laptop that does not hold it either says so.
    private mutating func lack(_ dot: Dot, _ laptop: Int) {
        let holds = laptops[laptop].disk.overlay.contains { $0.dot == dot }
        if !holds { laptops[laptop].leavesGap = true }
    }

    private mutating func pull(
        _ entries: [LogEntry], to end: LogPoint, on laptop: Int
    ) throws(Finding) {
        let outcome = laptops[laptop].disk.pull(
            entries, to: end, milliseconds: laptops[laptop].time(at: now))
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
