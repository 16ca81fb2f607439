package import AgentStore
package import Sync

/// Does what the session says on a laptop's copy of a book, and says what is to be sent.
///
/// It knows neither the network nor the time: whoever holds the line tells it what happened.
package struct Clerk: Sendable {
    /// What whoever holds the line has to do.
    package enum Order: Hashable, Sendable {
        /// Send a letter, and tell what came back for the ticket.
        case send(Session.Letter, Session.Ticket)
        /// Wake the clerk after so many failures in a row.
        case wakeLater(failures: Int)
        /// Let it push again after so many failures in a row.
        case retryLater(failures: Int)
        /// Tell a person why nothing goes on.
        case stop(Session.Laptop.Stop)
        /// Tell a person that the server names other keys than those that were pinned.
        case strangeKeys([ReceiptKey])
    }

    /// The book.
    package let desk: BookDesk
    /// The conversation.
    package private(set) var session = Session.Laptop()
    private var assembly: SnapshotAssembly?
    private var offered: LogPoint?
    private let changesMax: Int
    private let waitSeconds: UInt32

    /// Begins at rest; so many changes go into one letter at most.
    package init(desk: BookDesk, changesMax: Int = 500, waitSeconds: UInt32 = 50) {
        self.desk = desk
        self.changesMax = changesMax
        self.waitSeconds = waitSeconds
    }

    /// Takes note of what happened, and does all that follows from it.
    package mutating func handle(
        _ event: Session.Laptop.Event, at milliseconds: UInt64
    ) async throws -> [Order] {
        var (events, orders) = ([event], [Order]())
        while !events.isEmpty {
            for action in session.handle(events.removeFirst()) {
                let done = try await perform(action, at: milliseconds)
                events += done.events
                orders += done.orders
                // What was to follow upon the office's word does not, where nothing proves it.
                if done.events == [.unproved] { break }
            }
        }
        return orders
    }
}

extension Clerk {
    /// What doing one thing came to.
    private struct Done {
        var events: [Session.Laptop.Event] = []
        var orders: [Order] = []
    }

    private mutating func perform(
        _ action: Session.Laptop.Action, at milliseconds: UInt64
    ) async throws -> Done {
        switch action {
        case .ask(let question, let ticket):
            guard let letter = try await letter(for: question, at: milliseconds) else {
                return Done(events: [.hadNothing(ticket)])
            }
            return Done(orders: [.send(letter, ticket)])
        case .hear(let verdicts):
            let isProved = try await desk.hear(verdicts, at: milliseconds)
            return Done(events: isProved ? [] : [.unproved])
        case .apply(let page):
            return Done(events: try await apply(page, at: milliseconds))
        case .setAside(let dots): try await desk.setAside(dots, at: milliseconds)
        case .reenter(let dot):
            try await desk.reenter(from: dot, at: milliseconds)
            return Done(events: [.reentered])
        case .begin, .stage, .follow:
            return Done(events: [.staged(try await copy(action, at: milliseconds))])
        case .correctClock(let stamp):
            try await desk.correctClock(by: stamp, at: milliseconds)
        case .note(let welcome): return try await note(welcome, at: milliseconds)
        case .wakeLater(let failures): return Done(orders: [.wakeLater(failures: failures)])
        case .retryLater(let failures): return Done(orders: [.retryLater(failures: failures)])
        case .stop(let reason): return Done(orders: [.stop(reason)])
        }
        return Done()
    }

    private mutating func letter(
        for question: Session.Question, at milliseconds: UInt64
    ) async throws -> Session.Letter? {
        switch question {
        case .hello:
            offered = nil
            return .hello(try await desk.hello(at: milliseconds))
        case .push(let dot):
            return try await desk.push(lacking: dot, countMax: changesMax, at: milliseconds)
                .map { .push($0) }
        case .pull:
            return .pull(try await desk.pull(waitSeconds: waitSeconds, at: milliseconds))
        case .offer:
            let offer = try await desk.offer(
                after: offered, countMax: changesMax, at: milliseconds)
            offered = offer.entries.last?.point ?? offered
            return .offer(offer)
        case .snapshot(let query): return .snapshot(query)
        case .tail:
            return .pull(Pull(points: assembly.map { [$0.point] } ?? [], waitSeconds: 0))
        }
    }

    private func note(_ welcome: Welcome, at milliseconds: UInt64) async throws -> Done {
        let strange = try await desk.learn(welcome.receiptKeys, at: milliseconds)
        let brings = try await desk.hasToBring(after: welcome, at: milliseconds)
        return Done(
            events: brings ? [.holdsMore] : [],
            orders: strange.isEmpty ? [] : [.strangeKeys(strange)])
    }

    private func apply(
        _ page: Page, at milliseconds: UInt64
    ) async throws -> [Session.Laptop.Event] {
        let applied = try await desk.apply(page, at: milliseconds)
        let isEqual = page.digest.map { $0.bytes == applied.digest.bytes } ?? true
        let event = Session.Laptop.Event.applied(
            applied.outcome, isEqual: applied.cursor != page.end || isEqual)
        let isAtHead = page.end == page.head && applied.cursor == page.end
        let holdsMore = isAtHead ? try await desk.holdsMore(at: milliseconds) : false
        return [event] + (holdsMore ? [.holdsMore] : [])
    }
}

/// A snapshot comes down.
extension Clerk {
    private mutating func copy(
        _ action: Session.Laptop.Action, at milliseconds: UInt64
    ) async throws -> Session.Laptop.SnapshotProgress {
        switch action {
        case .begin(let head):
            _ = try await desk.learn(head.receiptKeys, at: milliseconds)
            assembly = SnapshotAssembly(head)
            return .next(after: nil)
        case .stage(let chunk):
            guard assembly?.take(chunk) ?? false else { return .torn }
        case .follow(let page):
            let verifier = try await desk.verifier(at: milliseconds)
            let isFollowed = assembly?.follow(
                page, provedBy: verifier, using: CopyHash.function)
            guard isFollowed ?? false else { return .torn }
            // The log ends before the snapshot does: it was restored meanwhile.
            if page.items.isEmpty, assembly?.finished(using: CopyHash.function) == nil {
                return .torn
            }
        default: break
        }
        return try await swap(at: milliseconds)
    }

    private mutating func swap(
        at milliseconds: UInt64
    ) async throws -> Session.Laptop.SnapshotProgress {
        guard let assembly, assembly.isCollected else { return .next(after: assembly?.next) }
        guard let snapshot = assembly.finished(using: CopyHash.function) else {
            return .collected
        }
        try await desk.replaceBase(with: snapshot, at: milliseconds)
        self.assembly = nil
        return .swapped
    }
}
