package import Causality

/// A change of this laptop that is not yet below the cursor, with what is known of its fate.
package struct OwnChange: Hashable, Sendable {
    /// The change.
    package let change: Change
    /// What the server said of it; `nil` until it was heard.
    package internal(set) var judgement: Judgement?

    /// The name of the change.
    package var dot: Dot { change.dot }

    /// Whether the server refused it.
    package var isRefused: Bool { judgement?.ruling.isRefusal ?? false }

    /// The stamp that orders its values until the log tells: the server's, or a credible one.
    func stamp(at milliseconds: UInt64) -> Stamp {
        judgement?.stamps.effective ?? change.claimed.credible(at: milliseconds)
    }
}
