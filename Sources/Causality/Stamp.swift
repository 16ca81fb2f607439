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
