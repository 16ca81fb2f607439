import Causality
import Sync

/// How a laptop's program does what its session says.
extension World {
    /// Tells a session what happened, and does what follows from it until nothing more does.
    mutating func happen(
        _ event: Session.Laptop.Event, on laptop: Int
    ) throws(Finding) {
        let life = laptops[laptop].program.life
        laptops[laptop].program.conversation.happen(event)
        while let step = laptops[laptop].program.conversation.next() {
            try perform(step, on: laptop)
            // A program that crashed at a commit does nothing more.
            guard laptops[laptop].program.life == life else { return }
        }
    }

    private mutating func perform(
        _ step: Conversation.Step, on laptop: Int
    ) throws(Finding) {
        switch step {
        case .compose(let question, let ticket):
            let request = request(for: question, from: laptop)
            laptops[laptop].program.conversation.composed(request, ticket)
        case .send(let request, let ticket): send(request, ticket, from: laptop)
        case .hear(let verdicts): hear(verdicts, on: laptop)
        case .apply(let page): try apply(page, on: laptop)
        case .note(let welcome):
            let hasToBring = laptops[laptop].disk.copy.hasToBring(after: welcome)
            laptops[laptop].program.conversation.noted(hasToBring: hasToBring)
        case .learn: return
        case .follow(let page):
            let verifier = laptops[laptop].disk.copy.verifier
            laptops[laptop].program.conversation.follow(
                page, provedBy: verifier, using: Fingerprint.hash)
        case .replace(let snapshot): swap(in: snapshot, on: laptop)
        case .stage: preconditionFailure("the conversation puts snapshots together by itself")
        case .setAside(let dots): setAside(dots, on: laptop)
        case .reenter(let dot):
            let before = laptops[laptop].disk.copy.quarantine.count
            reenter(from: dot, on: laptop)
            try tellQuarantine(after: before, on: laptop)
            laptops[laptop].program.conversation.reentered()
        case .correctClock(let stamp):
            let time = laptops[laptop].time(at: now)
            commit(on: laptop) { disk, _ in
                disk.copy.correctClock(by: stamp, milliseconds: time)
            }
        case .wakeLater: laptops[laptop].program.isWaiting = true
        case .retryLater: laptops[laptop].program.isHeld = true
        case .stop(let reason):
            if reason == .differs { try tellDifference(on: laptop) }
            if isTold { tell("\(laptops[laptop].name) stops: \(reason)") }
        }
    }

    /// Laptop and office hold something else at one point: somebody has to look.
    private mutating func tellDifference(on laptop: Int) throws(Finding) {
        let copy = laptops[laptop].disk.copy
        laptops[laptop].program.isAlarmed = true
        try raise(.parityLost(point: copy.cursor, digest: copy.digest.hash), on: laptop)
    }

    /// What lost its name to another history was put aside.
    private mutating func tellQuarantine(after count: Int, on laptop: Int) throws(Finding) {
        let changes = laptops[laptop].disk.copy.quarantine.dropFirst(count)
        guard !changes.isEmpty else { return }
        try raise(.quarantined(changes.map { SentChange($0) }), on: laptop)
    }

    private mutating func send(
        _ request: Request, _ ticket: Session.Ticket, from laptop: Int
    ) {
        let letter = Letter(
            laptop: laptop, life: laptops[laptop].program.life, ticket: ticket,
            question: request, content: .request(request))
        letters.append(laptops[laptop].isOnline ? letter : letter.answering(.silence))
    }

    /// One transaction of a laptop's; its program may die just before or just after it.
    @discardableResult
    mutating func commit<Result>(
        on laptop: Int, _ change: (inout Disk, inout Dice) -> Result
    ) -> Result? {
        guard let fuse = laptops[laptop].fuse else { return write(on: laptop, change) }
        guard fuse == 0 else {
            laptops[laptop].fuse = fuse - 1
            return write(on: laptop, change)
        }
        let isKept = dice.happens(percent: 50)
        if isTold {
            tell("\(laptops[laptop].name) crashes just \(isKept ? "after" : "before") a commit")
        }
        tally.count(.crashed)
        if isKept { _ = write(on: laptop, change) }
        laptops[laptop].fuse = nil
        start(laptop)
        return nil
    }

    private mutating func write<Result>(
        on laptop: Int, _ change: (inout Disk, inout Dice) -> Result
    ) -> Result {
        let result = change(&laptops[laptop].disk, &dice)
        laptops[laptop].disk.layOut(milliseconds: laptops[laptop].time(at: now))
        return result
    }

    /// A program starts, on what the disk holds now.
    mutating func start(_ laptop: Int, isRewound: Bool = false) {
        var program = RunningProgram(life: lives)
        lives += 1
        if sabotage.keepsReplica(isRewound: isRewound) {
            program.replica = laptops[laptop].program.replica
        }
        laptops[laptop].program = program
        laptops[laptop].openDisk(at: now)
        laptops[laptop].catchUpMark()
    }
}
