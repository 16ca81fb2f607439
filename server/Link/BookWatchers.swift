import Bytes
package import PostgreSQL
package import Sync

/// Wakes those who wait for a book to grow, whichever server process let it grow.
///
/// Invariants:
/// 1. Who waits beyond a position that was passed is not kept waiting.
/// 2. Whoever waits is woken once: by growth, by the time, or by the end of the task.
/// 3. Growth may be missed while the database is away: who looked at a book before such an
///    interruption does not wait after it.
package actor BookWatchers {
    private struct Watcher {
        let book: BookID
        let position: UInt64
        let continuation: CheckedContinuation<Void, Never>
    }

    private var heads: [BookID: UInt64] = [:]
    private var watchers: [UInt64: Watcher] = [:]
    private var lastTicket: UInt64 = 0

    /// How often growth may have been missed: to be read before one looks at a book.
    package private(set) var interruption: UInt64 = 0

    /// Watches nothing yet.
    package init() {}

    /// How long a book is, as far as was heard since the last interruption.
    func head(of book: BookID) -> UInt64? { heads[book] }

    /// How many wait.
    package var count: Int { watchers.count }

    /// Takes what the database tells until there is no more of it.
    package func follow(_ events: AsyncStream<Listener.Event>) async {
        for await event in events {
            switch event {
            case .notified(_, let payload): heard(payload)
            case .listening, .reconnected: interrupted()
            }
        }
    }

    /// Waits until the book is longer than a position, but not beyond a time; not at all when
    /// growth may have been missed since the book was looked at.
    package func wait(
        for book: BookID, beyond position: UInt64, unlessSince seen: UInt64,
        atMost time: Duration
    ) async {
        guard seen == interruption, heads[book, default: 0] <= position, !Task.isCancelled
        else { return }
        lastTicket += 1
        let ticket = lastTicket
        let timer = Task {
            try await Task.sleep(for: time)
            wake(ticket)
        }
        defer { timer.cancel() }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                watchers[ticket] = Watcher(
                    book: book, position: position, continuation: continuation)
                if Task.isCancelled { wake(ticket) }
            }
        } onCancel: {
            Task { await self.wake(ticket) }
        }
    }

    private func heard(_ payload: String) {
        let parts = payload.split(separator: " ")
        guard parts.count == 2, let book = BookID(text: String(parts[0])),
            let head = UInt64(parts[1])
        else { return }
        heads[book] = max(head, heads[book] ?? 0)
        for (ticket, watcher) in watchers where watcher.book == book && watcher.position < head {
            wake(ticket)
        }
    }

    /// Something may have been missed: whoever waits has a look, and what was heard before counts
    /// no more, since the database may be an older one now.
    private func interrupted() {
        interruption += 1
        heads = [:]
        for ticket in watchers.keys { wake(ticket) }
    }

    private func wake(_ ticket: UInt64) {
        watchers.removeValue(forKey: ticket)?.continuation.resume()
    }
}
