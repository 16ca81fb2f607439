import Sync

/// The one source of chance of a run (SplitMix64): the same seed gives the same run everywhere.
package struct Dice: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// Begins at a seed.
    package init(seed: UInt64) { state = seed }

    package mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to, but not including, a limit.
    mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }

    /// Whether something happens that happens so many times in a hundred.
    mutating func happens(percent: Int) -> Bool { below(100) < percent }

    /// One of several things; `nil` where there is none.
    mutating func one<Thing>(of things: [Thing]) -> Thing? {
        things.isEmpty ? nil : things[below(things.count)]
    }

    /// One of several things, each as often as is said; there is one at least.
    mutating func one<Thing>(of frequencies: Frequencies<Thing>) -> Thing {
        var left = below(frequencies.reduce(0) { $0 + $1.value })
        for (thing, count) in frequencies {
            if left < count { return thing }
            left -= count
        }
        preconditionFailure("the numbers are drawn below their sum")
    }
}
