/// When something was written, by a hybrid logical clock: 48 bits of milliseconds, 16 of counter.
///
/// Stamps order what is shown and break ties; they never decide what has seen what.
package struct Stamp: Hashable, Sendable {
    /// The largest number of milliseconds since 1970 that a stamp can tell.
    package static let millisecondsMax: UInt64 = (1 << 48) - 1

    /// Milliseconds in the upper 48 bits, counter in the lower 16.
    package let bits: UInt64

    /// Takes the bits as they were stored.
    package init(bits: UInt64) { self.bits = bits }

    /// The first stamp of a millisecond; one beyond the range is the last that can be told.
    package init(milliseconds: UInt64) { bits = min(milliseconds, Self.millisecondsMax) << 16 }

    /// The milliseconds since 1970.
    package var milliseconds: UInt64 { bits >> 16 }
}

extension Stamp: Comparable {
    /// Orders stamps by time, then by counter.
    package static func < (left: Stamp, right: Stamp) -> Bool { left.bits < right.bits }
}

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
