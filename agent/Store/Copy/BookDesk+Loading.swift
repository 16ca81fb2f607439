import SQLite
import Synchronization

/// What was loaded since the words of a book were put in order.
final class LoadedCount: Sendable {
    private static let few = 1_000
    private let state = Mutex(0)

    func add(_ count: Int) { state.withLock { $0 += count } }

    /// Whether it is much beside all that there is; then it is counted from nothing again.
    func takeMuch(of all: Int) -> Bool {
        state.withLock { count in
            guard count >= max(Self.few, all / 2) else { return false }
            count = 0
            return true
        }
    }
}

extension BookDesk {
    /// Puts the words in order after much was loaded, piece by piece: edits come in between. As a
    /// book has to be loaded for half of its size before, it costs each record the same.
    func tidyAfterLoading() async throws {
        let all = try await database.read { connection in
            try connection.scalar("SELECT coalesce(max(number), 0) FROM searchable", as: Int.self)
        }
        guard loaded.takeMuch(of: all ?? 0) else { return }
        while try await database.write({ try $0.tidyWords() }) {}
    }
}
