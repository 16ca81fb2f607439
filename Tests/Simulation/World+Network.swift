import Bytes
import Causality
import Sync

/// What travels: letters are lost, doubled, and overtake each other.
extension World {
    mutating func sendPush(from laptop: Int) {
        let unsent = laptops[laptop].disk.unsent.prefix(1 + dice.below(6))
        guard !unsent.isEmpty else { return }
        letters.append(.push(from: laptop, unsent.map { SentChange($0.change) }))
    }

    mutating func sendPull(from laptop: Int) {
        letters.append(
            .pull(from: laptop, after: laptops[laptop].disk.cursor.position))
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
        case .push(let laptop, let changes): letters.append(answer(changes, from: laptop))
        case .pull(let laptop, let position):
            let page = office.entries(after: position, countMax: 1 + dice.below(8))
            letters.append(.page(to: laptop, Array(page)))
        case .answers(let laptop, let answers): hear(answers, on: laptop)
        case .page(let laptop, let entries): try pull(entries, on: laptop)
        }
    }

    /// The office takes changes up to the first that it cannot take.
    private mutating func answer(_ changes: [SentChange], from laptop: Int) -> Letter {
        var answers: [Dot: Answer] = [:]
        for change in changes {
            let isKnown = office.entry(of: change.dot) != nil
            let answer = office.ingest(change, milliseconds: now)
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
            case .gap: continue
            case .dotTaken: reenter(from: dot, on: laptop)
            }
        }
    }

    private mutating func pull(_ entries: [LogEntry], on laptop: Int) throws(Finding) {
        let outcome = laptops[laptop].disk.pull(
            entries, milliseconds: laptops[laptop].time(at: now))
        if case .dotTaken(let dot) = outcome { reenter(from: dot, on: laptop) }
        if dice.happens(percent: 10) { try Checker.definition(laptops[laptop].disk, office) }
    }

    private mutating func reenter(from dot: Dot, on laptop: Int) {
        let before = laptops[laptop].disk.overlay
        let replica = ReplicaID.random(using: &dice)
        laptops[laptop].disk.reenter(
            from: dot, as: replica, milliseconds: laptops[laptop].time(at: now))
        tally.count(.reentered)
        laptops[laptop].replica = replica
        laptops[laptop].forms = []
        for (old, new) in zip(before, laptops[laptop].disk.overlay) {
            promises.rename(old.change.payload, to: new.change.payload)
        }
    }
}
