/// Gives a replica stamps that always rise, whatever the machine's clock does.
package struct HybridClock: Hashable, Sendable {
    /// The last stamp that was given or seen.
    package private(set) var last: Stamp

    /// Goes on after the last stamp that the replica is known to have given.
    package init(after last: Stamp = Stamp(bits: 0)) { self.last = last }

    /// The next stamp, at the machine's present time or just after the last one given.
    ///
    /// When a millisecond's counter is used up, it carries into the milliseconds.
    package mutating func tick(milliseconds: UInt64) -> Stamp {
        let present = Stamp(milliseconds: milliseconds)
        let next = last.bits == .max ? last : Stamp(bits: last.bits + 1)
        last = max(present, next)
        return last
    }

    /// Takes note of a stamp that came from elsewhere, so that the next one is later.
    package mutating func observe(_ stamp: Stamp) { last = max(last, stamp) }

    /// Falls back to a time that the server calls right, after this clock ran ahead.
    package mutating func setBack(to stamp: Stamp) { last = min(last, stamp) }
}
