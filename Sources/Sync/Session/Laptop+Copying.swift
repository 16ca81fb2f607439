/// What a laptop does when the office's history is not its own: it brings what it holds, and then
/// waits for the office, or takes a copy of what the office has.
extension Session.Laptop {
    mutating func offered(_ offered: Offered) -> [Action] {
        let aside = offered.taken.isEmpty ? [] : [Action.setAside(offered.taken)]
        guard offered.isComplete else { return aside + ask(.offer, on: .pull) }
        switch offered.standing {
        case .recovering:
            enter(.resting)
            failures += 1
            return aside + [.wakeLater(failures: failures)]
        case .snapshot:
            enter(.copying)
            return aside + ask(.snapshot(.head), on: .pull)
        case .goOn, .upgradeNeeded, .revoked: return aside + stand(offered.standing)
        }
    }

    mutating func staged(_ progress: SnapshotProgress) -> [Action] {
        switch progress {
        case .next(let key): ask(.snapshot(.chunk(after: key)), on: .pull)
        case .collected: ask(.tail, on: .pull)
        case .swapped: greet()
        case .torn: ask(.snapshot(.head), on: .pull)
        }
    }
}
