package import Causality

/// One value that somebody wrote and nobody who saw it has replaced.
package struct Sibling: Hashable, Sendable {
    /// The change that wrote it.
    package let dot: Dot
    /// When it was written, as far as that is agreed upon.
    package internal(set) var stamp: Stamp
    /// What was written.
    package let value: Value

    /// Keeps what a change wrote.
    package init(dot: Dot, stamp: Stamp, value: Value) {
        self.dot = dot
        self.stamp = stamp
        self.value = value
    }
}
