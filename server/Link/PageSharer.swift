import Identity
import Sync

/// Reads once what many laptops wait for that stand at the same point of a book.
///
/// When a book grows, everybody who watches it asks for the same entries at the same moment, and
/// asks again right after. The first one reads them; the others are given what he was told, as
/// long as nothing is known to have happened since.
///
/// Invariants:
/// 1. Only what every laptop of the book may read is shared: the entries of the log, and never a
///    word about one laptop.
/// 2. What was read is given to nobody once the book is known to have grown, or growth may have
///    been missed.
/// 3. Each laptop is noted as heard at least once in half a minute in which it asks.
actor PageSharer {
    private static let booksMax = 1_000
    private static let laptopsMax = 100_000
    private static let noteMilliseconds: UInt64 = 30_000

    private struct Place: Hashable {
        let book: BookID
        let points: [LogPoint]
        let interruption: UInt64
    }

    private struct Shared {
        let place: Place
        let page: Page
    }

    private let watchers: BookWatchers
    private var readings: [Place: Task<Session.Reply, any Error>] = [:]
    private var shared: [BookID: Shared] = [:]
    private var heard: [DeviceIdentity: UInt64] = [:]

    /// Shares what those wait for who watch.
    init(watchers: BookWatchers) { self.watchers = watchers }

    /// Takes note that the office has heard a laptop.
    func note(_ laptop: DeviceIdentity, at milliseconds: UInt64) {
        if heard.count >= Self.laptopsMax { heard = [:] }
        heard[laptop] = milliseconds
    }

    /// Where the log ends, if a laptop that was heard a moment ago stands there: then there is
    /// nothing to answer it.
    func end(
        for pull: Pull, of laptop: DeviceIdentity, since interruption: UInt64,
        at milliseconds: UInt64
    ) async -> LogPoint? {
        guard let last = heard[laptop], milliseconds < last + Self.noteMilliseconds,
            let shared = shared[laptop.book], pull.points == [shared.page.head],
            await isFresh(shared, since: interruption)
        else { return nil }
        return shared.page.head
    }

    /// Answers a laptop that has waited, by what somebody else was told at the same place; where
    /// there is nobody, or what he was told is about himself, it asks.
    func answer(
        _ pull: Pull, of book: BookID, since interruption: UInt64,
        asking ask: @escaping @Sendable () async throws -> Session.Reply
    ) async throws -> Session.Reply {
        let place = Place(book: book, points: pull.points, interruption: interruption)
        if let shared = shared[book], shared.place == place,
            await isFresh(shared, since: interruption)
        {
            return .page(shared.page)
        }
        if let reading = readings[place] {
            let reply = try await reading.value
            if case .page(let page) = reply, page.standing == .goOn { return reply }
            return try await ask()
        }
        let reading = Task { try await ask() }
        readings[place] = reading
        defer { readings[place] = nil }
        let reply = try await reading.value
        if case .page(let page) = reply, page.standing == .goOn, page.end == page.head,
            !page.items.isEmpty
        {
            if shared.count >= Self.booksMax { shared = [:] }
            shared[book] = Shared(place: place, page: page)
        }
        return reply
    }

    /// Whether nothing is known to have happened since.
    private func isFresh(_ shared: Shared, since interruption: UInt64) async -> Bool {
        guard shared.place.interruption == interruption else { return false }
        return await watchers.head(of: shared.place.book) == shared.page.head.position
    }
}
