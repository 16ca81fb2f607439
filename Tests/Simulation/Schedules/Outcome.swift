/// What a run came to.
package struct Outcome: Hashable, Sendable {
    /// The first promise that was broken; `nil` where all were kept.
    package let finding: Finding?
    /// After how many of the schedule's actions it was broken.
    package let actionsCount: Int
    /// What happened.
    package let tally: Tally
    /// A number for the whole run: the same seed gives the same one in every process.
    package let signature: UInt64
    /// What happened, line by line, where that was asked for.
    package let story: [String]

    /// How much work it was: its actions, and the letters that arrived.
    package var stepsCount: Int { actionsCount + tally[.delivered] }
}
