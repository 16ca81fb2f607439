package import Causality

/// One value that somebody wrote and nobody who saw it has replaced.
package struct Sibling: Hashable, Sendable {
    /// The change that wrote it.
    package let dot: Dot
    /// When it was written, as far as that is agreed upon.
    package internal(set) var stamp: Stamp
    /// When the server took its change; `nil` while it has not, or has not said so.
    package internal(set) var accepted: Stamp?
    /// What was written.
    package let value: Value

    /// Keeps what a change wrote.
    package init(dot: Dot, stamp: Stamp, accepted: Stamp? = nil, value: Value) {
        self.dot = dot
        self.stamp = stamp
        self.accepted = accepted
        self.value = value
    }

    /// Whether it was taken before another: the order of claims, the same on every replica. What
    /// was not taken yet comes after all that was.
    package func isTaken(before other: Sibling) -> Bool {
        switch (accepted, other.accepted) {
        case (let own?, let others?): (own, dot) < (others, other.dot)
        case (_?, nil): true
        case (nil, _?): false
        case (nil, nil): (stamp, dot) < (other.stamp, other.dot)
        }
    }

    /// Takes over the stamps that the server has set; when it took the change stays as it was if
    /// that is not told.
    mutating func restamp(as stamp: Stamp, accepted: Stamp?) {
        self.stamp = stamp
        self.accepted = accepted ?? self.accepted
    }
}
