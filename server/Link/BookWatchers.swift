import Bytes
package import PostgreSQL
package import Sync

/// Wakes those who wait for a book to grow, whichever server process let it grow.
///
/// Thousands wait at the same time, so each of them is a line in a table and no task.
///
/// Invariants:
/// 1. Who waits beyond a position that was passed is not kept waiting.
/// 2. Whoever waits is woken once: by growth or by the time.
/// 3. Growth may be missed while the database is away: who looked at a book before such an
///    interruption does not wait after it.
package actor BookWatchers {
    private struct Watcher {
        let position: UInt64
        let lastTick: Int
        let wake: @Sendable () -> Bool
    }

    private var heads: [BookID: UInt64] = [:]
    private var watchers: [BookID: [UInt64: Watcher]] = [:]
    private var lastTicket: UInt64 = 0
    private var timer = WatchTimer()

    /// How often growth may have been missed: to be read before one looks at a book.
    package private(set) var interruption: UInt64 = 0

    /// How many wait.
    package private(set) var count = 0

    /// Watches nothing yet.
    package init() {}

    /// How long a book is, as far as was heard since the last interruption.
    func head(of book: BookID) -> UInt64? { heads[book] }

    /// Takes what the database tells until there is no more of it.
    package func follow(_ events: AsyncStream<Listener.Event>) async {
        for await event in events {
            switch event {
            case .notified(_, let payload): heard(payload)
            case .listening, .reconnected: interrupted()
            }
        }
    }

    /// Wakes somebody once the book is longer than a position, or a time is over; at once when
    /// growth may have been missed since the book was looked at.
    package func watch(
        _ book: BookID, beyond position: UInt64, unlessSince seen: UInt64,
        atMost time: Duration, wake: @escaping @Sendable () -> Bool
    ) {
        guard seen == interruption, heads[book, default: 0] <= position else {
            _ = wake()
            return
        }
        lastTicket += 1
        count += 1
        let lastTick = timer.tick(after: time)
        watchers[book, default: [:]][lastTicket] = Watcher(
            position: position, lastTick: lastTick, wake: wake)
        ring(at: lastTick)
    }
}

extension BookWatchers {
    private func heard(_ payload: String) {
        let parts = payload.split(separator: " ")
        guard parts.count == 2, let book = BookID(text: String(parts[0])),
            let head = UInt64(parts[1])
        else { return }
        heads[book] = max(head, heads[book] ?? 0)
        wake(in: book) { $0.position < head }
    }

    /// Something may have been missed: whoever waits has a look, and what was heard before counts
    /// no more, since the database may be an older one now.
    private func interrupted() {
        interruption += 1
        heads = [:]
        for book in watchers.keys { wake(in: book) { _ in true } }
    }

    private func wake(in book: BookID, _ isMeant: (Watcher) -> Bool) {
        guard let waiting = watchers[book] else { return }
        let left = waiting.filter { !isMeant($0.value) }
        guard left.count < waiting.count else { return }
        watchers[book] = left.isEmpty ? nil : left
        count -= waiting.count - left.count
        for watcher in waiting.values where isMeant(watcher) { _ = watcher.wake() }
    }

    /// Lets the timer ring at a tick at the latest.
    private func ring(at tick: Int) {
        timer.set(to: tick) { await self.rang(at: $0) }
    }

    private func rang(at tick: Int) {
        for book in watchers.keys { wake(in: book) { $0.lastTick <= tick } }
        let next = watchers.values.lazy.flatMap { $0.values.lazy.map(\.lastTick) }.min()
        timer.rang(at: tick)
        if let next { ring(at: next) }
    }
}
