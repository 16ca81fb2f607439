import Causality

/// The two lanes, while the office says to go on.
extension Session.Laptop {
    mutating func receive(_ reply: Session.Reply) -> [Action] {
        switch (state, reply) {
        case (.greeting, .welcome(let welcome)): return welcomed(welcome)
        case (.syncing, .verdicts(let verdicts)): return heard(verdicts)
        case (.syncing, .page(let page)): return turned(page)
        case (.bringing, .offered(let offered)): return self.offered(offered)
        case (.copying, .head(let head)): return [.begin(head)]
        case (.copying, .chunk(let chunk)): return [.stage(chunk)]
        case (.copying, .page(let page)):
            return page.standing == .goOn ? [.follow(page)] : stand(page.standing)
        case (_, .standing(let standing)): return stand(standing)
        default: return lose()
        }
    }

    private mutating func welcomed(_ welcome: Welcome) -> [Action] {
        let noted = [Action.correctClock(welcome.clock), .note(welcome)]
        // What has to be brought first is known once it was taken note of.
        guard welcome.standing != .goOn else { return noted }
        // Who waits for others to bring what they hold asks less and less often.
        if welcome.standing != .recovering { failures = 0 }
        return noted + stand(welcome.standing)
    }

    mutating func goOn() -> [Action] {
        failures = 0
        return stand(.goOn)
    }

    mutating func bring() -> [Action] {
        enter(.bringing)
        return ask(.offer, on: .pull)
    }

    /// Does what the office's word asks for.
    mutating func stand(_ standing: Standing) -> [Action] {
        switch standing {
        case .goOn:
            enter(.syncing)
            return ask(.pull, on: .pull) + push()
        case .recovering, .snapshot: return bring()
        case .upgradeNeeded(let version): return stop(.upgradeNeeded(protocolVersion: version))
        case .revoked: return stop(.revoked)
        }
    }

    mutating func wrote() -> [Action] {
        guard state == .syncing else { return [] }
        wroteMeanwhile = asked[.push] != nil
        return push()
    }

    mutating func push(lacking dot: Dot? = nil) -> [Action] {
        isHeld ? [] : ask(.push(lacking: dot), on: .push)
    }

    /// The time for which the office asked to wait is over.
    mutating func retry() -> [Action] {
        guard state == .syncing, isHeld else { return [] }
        isHeld = false
        return push()
    }

    /// Nothing was left to push; what was written while that was found out is.
    mutating func rest() -> [Action] {
        guard state == .syncing, wroteMeanwhile else { return [] }
        wroteMeanwhile = false
        return push()
    }

    private mutating func heard(_ verdicts: Verdicts) -> [Action] {
        guard let last = verdicts.verdicts.last else { return lose() }
        let heard = [Action.hear(verdicts)]
        switch last.answer {
        case .judged:
            failures = 0
            return heard + push()
        case .gap(let expected):
            let lacking = Dot(replica: last.dot.replica, counter: expected)
            return heard + push(lacking: lacking)
        case .retryLater:
            failures += 1
            isHeld = true
            return heard + [.retryLater(failures: failures)]
        case .dotTaken, .wrongLink, .notYours: return heard + reenter(last.dot)
        }
    }

    private mutating func reenter(_ dot: Dot) -> [Action] {
        enter(.greeting)
        return [.reenter(dot)]
    }

    private mutating func turned(_ page: Page) -> [Action] {
        page.standing == .goOn ? [.apply(page)] : stand(page.standing)
    }

    mutating func applied(_ outcome: PullOutcome, isEqual: Bool) -> [Action] {
        guard state == .syncing else { return [] }
        switch outcome {
        case .applied where !isEqual: return stop(.differs)
        case .applied: return ask(.pull, on: .pull)
        case .otherHistory: return greet()
        // Who answers otherwise than he was asked is not asked again at once.
        case .gap, .unproved: return lose()
        case .dotTaken(let dot): return reenter(dot)
        }
    }
}
