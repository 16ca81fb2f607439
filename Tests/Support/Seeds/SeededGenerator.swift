/// A small generator whose seed gives the same run everywhere (SplitMix64).
package struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// Begins the run of a seed.
    package init(seed: UInt64) { state = seed }

    /// The next number of the run.
    package mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    /// A number from a range.
    package mutating func number(_ range: ClosedRange<Int>) -> Int {
        Int.random(in: range, using: &self)
    }

    /// Whether a thing that is seen once in so many times is seen now.
    package mutating func isOnce(in times: Int) -> Bool { number(1...times) == 1 }

    /// One of some elements.
    package mutating func one<Element>(of elements: [Element]) -> Element {
        elements[number(0...(elements.count - 1))]
    }
}
