/// What a laptop does when the office's history is not its own: it brings what it holds, and then
/// waits for the office, or takes a copy of what the office has.
extension Session.Laptop {
    mutating func offered(_ offered: Offered) -> [Action] {
        let aside = offered.taken.isEmpty ? [] : [Action.setAside(offered.taken)]
        guard offered.isComplete else { return aside + ask(.rest, on: .pull) }
        switch offered.standing {
        case .recovering:
            enter(.resting)
            failures += 1
            return aside + [.wakeLater(failures: failures)]
        case .snapshot:
            enter(.copying)
            return aside + copy(.snapshot(.head))
        case .goOn: return aside + goOn()
        case .upgradeNeeded, .revoked: return aside + stand(offered.standing)
        }
    }

    mutating func staged(_ progress: SnapshotProgress) -> [Action] {
        guard progress != .torn else {
            part = .snapshot(.head)
            return pause()
        }
        failures = 0
        switch progress {
        case .next(let key): return copy(.snapshot(.chunk(after: key)))
        case .collected: return copy(.tail)
        case .swapped, .torn: return greet()
        }
    }

    /// Asks for a part of a snapshot.
    private mutating func copy(_ question: Session.Question) -> [Action] {
        part = question
        return ask(question, on: .pull)
    }

    /// What has come of a snapshot stays; after a while the part that did not is asked for again.
    mutating func pause() -> [Action] {
        failures += 1
        return [.wakeLater(failures: failures)]
    }

    mutating func woke() -> [Action] {
        switch (state, part) {
        case (.resting, _): greet()
        case (.copying, let part?): copy(part)
        default: []
        }
    }
}
