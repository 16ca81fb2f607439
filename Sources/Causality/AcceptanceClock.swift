/// When a change was made and taken: what its author claims, and what everybody goes by.
package struct Stamps: Hashable, Sendable {
    /// What orders its values among siblings: the claimed stamp, but no later than is credible.
    package let effective: Stamp
    /// When the server took it; no two changes of a book share it.
    package let accepted: Stamp

    /// Takes stamps as they were stored.
    package init(effective: Stamp, accepted: Stamp) {
        self.effective = effective
        self.accepted = accepted
    }
}

/// Gives the changes that a book takes their stamps, each once.
///
/// Invariant: acceptance stamps rise strictly, in the order of the log, whatever the clock does.
package struct AcceptanceClock: Hashable, Sendable {
    /// How far a claimed stamp may be ahead of the server's clock and still be believed.
    package static let aheadMillisecondsMax: UInt64 = 120_000

    private var clock: HybridClock

    /// Goes on after the last stamp that the book has given.
    package init(after last: Stamp = Stamp(bits: 0)) { clock = HybridClock(after: last) }

    /// The last acceptance stamp that was given.
    package var last: Stamp { clock.last }

    /// Takes note of a stamp that was given before, and that came back after a restore.
    package mutating func observe(_ accepted: Stamp) { clock.observe(accepted) }

    /// The stamps of a change that is taken now.
    package mutating func accept(claimed: Stamp, milliseconds: UInt64) -> Stamps {
        let accepted = clock.tick(milliseconds: milliseconds)
        return Stamps(effective: claimed.credible(at: accepted.milliseconds), accepted: accepted)
    }
}

extension Stamp {
    /// The stamp, but no later than it could be at a time by a clock that is nearly right.
    package func credible(at milliseconds: UInt64) -> Stamp {
        let latest = min(milliseconds, Self.millisecondsMax) + AcceptanceClock.aheadMillisecondsMax
        return min(self, Stamp(milliseconds: latest))
    }
}
