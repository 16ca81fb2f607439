package import Causality

/// One entry of a book's log, which only ever grows.
package struct LogEntry: Hashable, Sendable {
    /// What an entry tells.
    package enum Content: Hashable, Sendable {
        /// A change, with what became of it.
        case change(JudgedChange)
        /// A replica ended, and folds into the closed ones.
        case closed(ReplicaID)
    }

    /// Its place in the log, from 1 without gaps.
    package let position: UInt64
    /// What it tells.
    package let content: Content

    /// An entry at its place.
    package init(position: UInt64, content: Content) {
        self.position = position
        self.content = content
    }

    /// The change that it tells of.
    package var change: JudgedChange? {
        if case .change(let change) = content { return change }
        return nil
    }
}
