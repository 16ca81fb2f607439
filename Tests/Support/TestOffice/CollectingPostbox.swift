package import Identity
package import PostgreSQL
import Synchronization

/// A postbox that keeps its letters for whoever wants to read them.
package final class CollectingPostbox: Postbox {
    private let collected = Mutex<[Letter]>([])
    private let rehearsed = Mutex<[Letter]>([])

    /// An empty one.
    package init() {}

    /// Every letter, in the order in which they came.
    package var letters: [Letter] { collected.withLock { $0 } }

    /// Every letter that was not sent, and cost as much as one that was.
    package var rehearsals: [Letter] { rehearsed.withLock { $0 } }

    /// Takes note of it.
    package func rehearse(
        _ letter: Letter, in connection: isolated Connection, at time: Timestamp
    ) async {
        rehearsed.withLock { $0.append(letter) }
    }

    /// Keeps a letter once.
    package func post(
        _ letter: Letter, in connection: isolated Connection, at time: Timestamp
    ) {
        collected.withLock { letters in
            if !letters.contains(where: { $0.id == letter.id }) { letters.append(letter) }
        }
    }

    /// The token in the link of the last letter of a kind.
    package func token(of kind: Letter.Kind) -> String? {
        letters.last { $0.kind == kind }?.link.split(separator: "=").last.map { String($0) }
    }
}
