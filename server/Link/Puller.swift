import HTTP
import Identity
import ServerStore
import Sync

/// Answers laptops that pull, and holds their questions while there is nothing to answer.
///
/// What waits for each of thousands is kept small: this is one thing for all of them to hold.
final class Puller: Sendable {
    /// The longest time that a question is held.
    private static let waitSecondsMax: UInt32 = 50
    /// So many are answered at the same time, several times as many as the database serves.
    private static let placesMax = 64

    let turnstile = Turnstile(places: placesMax)
    private let office: BookOffice
    private let doorkeeper: Doorkeeper
    private let watchers: BookWatchers
    private let sharer: PageSharer

    init(office: BookOffice, doorkeeper: Doorkeeper, watchers: BookWatchers) {
        self.office = office
        self.doorkeeper = doorkeeper
        self.watchers = watchers
        sharer = PageSharer(watchers: watchers)
    }

    /// Answers at once what there is to answer, or pauses until there is.
    func answer(
        _ pull: Pull, from laptop: DeviceIdentity, _ reply: Reply
    ) async throws -> Response {
        let (interruption, now) = (await watchers.interruption, doorkeeper.milliseconds)
        var end = await sharer.end(for: pull, of: laptop, since: interruption, at: now)
        if end == nil {
            let answer = try await office.answer(pull, from: laptop.caller, at: now)
            await sharer.note(laptop, at: now)
            end = answer.end
            guard end != nil, pull.waitSeconds > 0 else { return reply(answer) }
        }
        let (position, book) = (end?.position ?? 0, laptop.book)
        let time = Duration.seconds(min(pull.waitSeconds, Self.waitSecondsMax))
        throw Pause { [watchers] goOn in
            await watchers.watch(
                book, beyond: position, unlessSince: interruption, atMost: time, wake: goOn)
        } then: { [self] request in
            try await turnstile.pass(request) { [self] request in
                reply(try await answer(pull, after: request))
            }
        }
    }

    /// Whoever was turned away while waiting is told nothing any more.
    private func answer(_ pull: Pull, after request: Request) async throws -> Session.Reply {
        let laptop = try await doorkeeper.holder(of: request).identity
        let (interruption, now) = (await watchers.interruption, doorkeeper.milliseconds)
        return try await sharer.answer(pull, of: laptop.book, since: interruption) { [office] in
            try await office.answer(pull, from: laptop.caller, at: now)
        }
    }
}

extension Session.Reply {
    /// Where the log ends, if there is nothing beyond what was asked for.
    fileprivate var end: LogPoint? {
        guard case .page(let page) = self, page.items.isEmpty, page.end == page.head else {
            return nil
        }
        return page.standing == .goOn ? page.head : nil
    }
}
