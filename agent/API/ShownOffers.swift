import AgentStore
import Conflicts
import Synchronization

/// What was offered when a conflict was last shown, while this program runs: a number that a person
/// types means what he saw, and not what has taken its place since.
final class ShownOffers: Sendable {
    /// More are not open at once in any book that people look at.
    private static let countMax = 10_000

    private let offers = Mutex<[ConflictID: [String]]>([:])

    /// Takes note of what is shown.
    func note(_ conflict: Conflict) {
        offers.withLock { offers in
            if offers.count >= Self.countMax { offers = [:] }
            offers[conflict.id] = conflict.offers.map(\.word)
        }
    }

    /// What was offered; `nil` for what was not shown.
    subscript(id: ConflictID) -> [String]? { offers.withLock { $0[id] } }
}
