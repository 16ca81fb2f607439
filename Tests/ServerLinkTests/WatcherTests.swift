import Bytes
import PostgreSQL
import ServerLink
import Sync
import TestOffice
import Testing

struct WatcherTests {
    private let book = BookID(bytes: [UInt8](repeating: 1, count: 16))!
    private let other = BookID(bytes: [UInt8](repeating: 2, count: 16))!

    /// Watchers that hear what a test says, while the body runs.
    private func withWatchers(
        _ body: (BookWatchers, @escaping @Sendable (Listener.Event) -> Void) async throws -> Void
    ) async throws {
        let watchers = BookWatchers()
        let (events, voice) = AsyncStream.makeStream(of: Listener.Event.self)
        let following = Task { await watchers.follow(events) }
        try await body(watchers) { voice.yield($0) }
        voice.finish()
        await following.value
        #expect(await watchers.count == 0)
    }

    private func grown(_ book: BookID, to head: Int) -> Listener.Event {
        .notified(channel: "counterfoil_books", payload: "\(book.text) \(head)")
    }

    private func waiting(
        _ watchers: BookWatchers, beyond position: UInt64, atMost time: Duration = .seconds(3_600)
    ) -> Task<Void, Never> {
        Task { await watchers.wait(for: book, beyond: position, atMost: time) }
    }

    @Test func `who waits is woken by the growth of that book alone`() async throws {
        try await withWatchers { watchers, tell in
            let wait = waiting(watchers, beyond: 5)
            try await eventually { await watchers.count == 1 }
            tell(grown(other, to: 9))
            tell(grown(book, to: 5))
            tell(.notified(channel: "counterfoil_books", payload: "nonsense"))
            // Another book's watcher comes and goes, so everything above was heard.
            tell(grown(other, to: 10))
            await watchers.wait(for: other, beyond: 9)
            #expect(await watchers.count == 1)
            tell(grown(book, to: 6))
            await wait.value
        }
    }

    @Test func `who waits beyond a position that was passed is not kept waiting`() async throws {
        try await withWatchers { watchers, tell in
            tell(grown(book, to: 6))
            let first = waiting(watchers, beyond: 5)
            await first.value
            await waiting(watchers, beyond: 0).value
        }
    }

    @Test func `who waits is woken by the time`() async throws {
        try await withWatchers { watchers, _ in
            await waiting(watchers, beyond: 5, atMost: .milliseconds(1)).value
            await waiting(watchers, beyond: 5, atMost: .zero).value
        }
    }

    @Test func `the time of each is its own`() async throws {
        try await withWatchers { watchers, tell in
            let patient = waiting(watchers, beyond: 5)
            await waiting(watchers, beyond: 5, atMost: .milliseconds(300)).value
            // The timer was set to a later tick when this one came.
            await waiting(watchers, beyond: 5, atMost: .milliseconds(1)).value
            #expect(await watchers.count == 1)
            tell(grown(book, to: 6))
            await patient.value
        }
    }

    @Test func `growth and time together wake each of many once`() async throws {
        try await withWatchers { watchers, tell in
            let waits = (0..<300).map { number in
                waiting(
                    watchers, beyond: UInt64(number % 3),
                    atMost: number % 5 == 0 ? .milliseconds(1) : .seconds(3_600))
            }
            for head in 1...3 { tell(grown(book, to: head)) }
            for wait in waits { await wait.value }
        }
    }

    @Test func `an interruption wakes everybody and forgets what was heard`() async throws {
        try await withWatchers { watchers, tell in
            tell(grown(book, to: 6))
            await waiting(watchers, beyond: 5).value
            let wait = waiting(watchers, beyond: 6)
            try await eventually { await watchers.count == 1 }
            tell(.reconnected)
            await wait.value
            // A restored database may be shorter than what was heard of it.
            let patient = Task { await watchers.wait(for: book, beyond: 3, unlessSince: 1) }
            try await eventually { await watchers.count == 1 }
            tell(grown(book, to: 4))
            await patient.value
        }
    }

    @Test func `who looked before an interruption does not wait after it`() async throws {
        try await withWatchers { watchers, tell in
            let seen = await watchers.interruption
            tell(.reconnected)
            try await eventually { await watchers.interruption > seen }
            await watchers.wait(for: book, beyond: 5, unlessSince: seen)
        }
    }
}

extension BookWatchers {
    /// Waits to be woken; to be woken twice would end the test.
    fileprivate func wait(
        for book: BookID, beyond position: UInt64, unlessSince seen: UInt64 = 0,
        atMost time: Duration = .seconds(3_600)
    ) async {
        await withCheckedContinuation { continuation in
            watch(book, beyond: position, unlessSince: seen, atMost: time) {
                continuation.resume()
                return true
            }
        }
    }
}
