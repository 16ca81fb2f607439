/// A conflict as a person reads it.
package struct Story: Hashable, Sendable {
    /// What happened.
    package let title: String
    /// What both began with; `nil` where nobody knows, or it makes no sense.
    package let base: String?
    /// What differs, who did it, and when.
    package let sides: [Telling]
    /// Why no machine decided.
    package let why: String
    /// What stands meanwhile.
    package let meanwhile: String
    /// What can be done, in the order of the conflict's offers.
    package let offers: [String]

    /// One side, told.
    package struct Telling: Hashable, Sendable {
        /// Whose it is: "yours", "theirs", "Ann's".
        package let whose: String
        /// What it says.
        package let says: String
        /// Who did it on which device and when; several where several said the same.
        package let by: [String]
    }
}

extension Story: CustomStringConvertible {
    /// The whole story, line by line.
    package var description: String {
        var lines = [title]
        if let base { lines.append("  before: \(base)") }
        for side in sides {
            lines.append("  \(side.whose): \(side.says)")
            lines += side.by.map { "    \($0)" }
        }
        lines += ["Why you are asked: \(why)", "Meanwhile: \(meanwhile)", "You can:"]
        lines += offers.map { "  - \($0)" }
        return lines.joined(separator: "\n")
    }
}
