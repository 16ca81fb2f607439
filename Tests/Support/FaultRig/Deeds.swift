import Synchronization

/// Something that a laptop said it had done: it must be there for ever.
package struct Deed: Hashable, Sendable {
    /// What was done, and by what it is found again.
    package enum Kind: Hashable, Sendable {
        /// A record that must be in the book, or its grave.
        case made(id: String)
        /// A text that must be in the log.
        case wrote(String)
        /// A document under a number that nothing else has.
        case issued(number: String, id: String)
    }

    /// Whose laptop said so.
    package let laptop: String
    /// What it said.
    package let kind: Kind

    /// By what it is found in the log.
    var word: String {
        switch kind {
        case .made(let id): id
        case .wrote(let text): text
        case .issued(let number, _): number
        }
    }
}

/// Everything that was acknowledged, in the order in which it was.
package final class Deeds: Sendable {
    private let state = Mutex<[Deed]>([])

    /// Nothing yet.
    package init() {}

    /// All of them.
    package var all: [Deed] { state.withLock { $0 } }

    /// Takes note of one.
    package func add(_ kind: Deed.Kind, by laptop: String) {
        state.withLock { $0.append(Deed(laptop: laptop, kind: kind)) }
    }

    /// Forgets what nobody can have any more: what a laptop did not send before it lost its disk.
    package func forget(_ lost: Set<Deed>) { state.withLock { $0.removeAll(where: lost.contains) } }
}
