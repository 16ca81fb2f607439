import Causality
import Sync

/// How a laptop's program does what its session says.
extension World {
    /// Tells a session what happened, and does what follows from it until nothing more does.
    mutating func happen(
        _ event: Session.Laptop.Event, on laptop: Int
    ) throws(Finding) {
        let life = laptops[laptop].program.life
        var events = [event]
        while !events.isEmpty {
            let actions = laptops[laptop].program.session.handle(events.removeFirst())
            for action in actions {
                let next = try perform(action, on: laptop)
                // A program that crashed at a commit does nothing more.
                guard laptops[laptop].program.life == life else { return }
                if let next { events.append(next) }
                if case .apply(let page) = action, page.end == page.head,
                    laptops[laptop].disk.copy.cursor == page.end,
                    laptops[laptop].disk.copy.holdsMore
                {
                    events.append(.holdsMore)
                }
            }
        }
    }

    /// Does one thing; the answer is what the session has to be told of it.
    private mutating func perform(
        _ action: Session.Laptop.Action, on laptop: Int
    ) throws(Finding) -> Session.Laptop.Event? {
        switch action {
        case .ask(let question, let ticket): return ask(question, ticket, from: laptop)
        case .hear(let verdicts):
            hear(verdicts, on: laptop)
            return nil
        case .apply(let page): return try apply(page, on: laptop)
        case .setAside(let dots):
            let time = laptops[laptop].time(at: now)
            let isDone = reenter(on: laptop) { disk, replica in
                disk.copy.setAside(dots, as: replica, milliseconds: time)
            }
            if isDone { laptops[laptop].program.forms = [] }
            return nil
        case .reenter(let dot):
            reenter(from: dot, on: laptop)
            return .reentered
        case .begin, .stage, .follow: return assemble(action, on: laptop)
        case .note(let welcome):
            return laptops[laptop].disk.copy.hasToBring(after: welcome) ? .holdsMore : nil
        case .correctClock(let stamp):
            let time = laptops[laptop].time(at: now)
            commit(on: laptop) { disk, _ in
                disk.copy.correctClock(by: stamp, milliseconds: time)
            }
            return nil
        case .wakeLater:
            laptops[laptop].program.isWaiting = true
            return nil
        case .retryLater:
            laptops[laptop].program.isHeld = true
            return nil
        case .stop(let reason):
            if reason == .differs { laptops[laptop].program.isAlarmed = true }
            if isTold { tell("\(laptops[laptop].name) stops: \(reason)") }
            return nil
        }
    }

    private mutating func ask(
        _ question: Session.Question, _ ticket: Session.Ticket, from laptop: Int
    ) -> Session.Laptop.Event? {
        guard let request = request(for: question, from: laptop) else {
            return .hadNothing(ticket)
        }
        let letter = Letter(
            laptop: laptop, life: laptops[laptop].program.life, ticket: ticket,
            question: request, content: .request(request))
        letters.append(laptops[laptop].isOnline ? letter : letter.answering(.silence))
        return nil
    }

    /// One transaction of a laptop's; its program may die just before or just after it.
    @discardableResult
    mutating func commit<Result>(
        on laptop: Int, _ change: (inout Disk, inout Dice) -> Result
    ) -> Result? {
        guard let fuse = laptops[laptop].fuse else {
            return change(&laptops[laptop].disk, &dice)
        }
        guard fuse == 0 else {
            laptops[laptop].fuse = fuse - 1
            return change(&laptops[laptop].disk, &dice)
        }
        let isKept = dice.happens(percent: 50)
        if isTold {
            tell("\(laptops[laptop].name) crashes just \(isKept ? "after" : "before") a commit")
        }
        tally.count(.crashed)
        if isKept { _ = change(&laptops[laptop].disk, &dice) }
        laptops[laptop].fuse = nil
        start(laptop)
        return nil
    }

    /// A program starts, on what the disk holds now.
    mutating func start(_ laptop: Int, isRewound: Bool = false) {
        var program = RunningProgram(life: lives)
        lives += 1
        if sabotage.keepsReplica(isRewound: isRewound) {
            program.replica = laptops[laptop].program.replica
        }
        laptops[laptop].program = program
        laptops[laptop].catchUpMark()
    }
}
