/// A step that a quote's or an order's present state does not allow.
package struct RefusedStep: Error, Hashable, Sendable, CustomStringConvertible {
    /// What was asked.
    package let asked: String
    /// How it stands.
    package let present: String
    /// What can be done instead.
    package let allowed: [String]

    /// Takes all parts.
    package init(asked: String, present: String, allowed: [String]) {
        self.asked = asked
        self.present = present
        self.allowed = allowed
    }

    /// Names the state and what is allowed.
    package var description: String {
        let instead =
            allowed.isEmpty
            ? "nothing can be done to it" : "you can \(allowed.joined(separator: ", "))"
        return "cannot \(asked) it: it is \(present); \(instead)"
    }
}
