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
    private var conversation = Conversation(stagingBeside: true)
    private let changesMax: Int
    private let waitSeconds: UInt32
    /// Whether both were found to hold the same, or not, since it began: before that, no question
    /// waits for news.
    package private(set) var hasCompared = false

    /// Begins at rest; so many changes go into one letter at most.
    package init(desk: BookDesk, changesMax: Int = 500, waitSeconds: UInt32 = 50) {
        self.desk = desk
        self.changesMax = changesMax
        self.waitSeconds = waitSeconds
    }

    /// Where the laptop stands.
    package var session: Session.Laptop { conversation.session }

    /// Takes note of what happened, and does all that follows from it.
    package mutating func handle(
        _ event: Session.Laptop.Event, at milliseconds: UInt64
    ) async throws -> [Order] {
        var orders: [Order] = []
        conversation.happen(event)
        while let step = conversation.next() {
            orders += try await perform(step, at: milliseconds)
        }
        return orders
    }
}

extension Clerk {
    private mutating func perform(
        _ step: Conversation.Step, at milliseconds: UInt64
    ) async throws -> [Order] {
        switch step {
        case .compose(let question, let ticket):
            try await compose(question, ticket, at: milliseconds)
        case .send(let letter, let ticket): return [.send(letter, ticket)]
        case .hear(let verdicts):
            conversation.heard(isProved: try await desk.hear(verdicts, at: milliseconds))
        case .apply(let page): try await apply(page, at: milliseconds)
        case .note(let welcome):
            if welcome.standing == .goOn { await desk.forgetSnapshot() }
            let strange = try await desk.learn(welcome.receiptKeys, at: milliseconds)
            conversation.noted(
                hasToBring: try await desk.hasToBring(after: welcome, at: milliseconds))
            return strange.isEmpty ? [] : [.strangeKeys(strange)]
        case .learn(let keys):
            let strange = try await desk.learn(keys, at: milliseconds)
            return strange.isEmpty ? [] : [.strangeKeys(strange)]
        case .stage(let part):
            conversation.staged(try await desk.stage(part, at: milliseconds))
            guard case .head(let head) = part else { return [] }
            let strange = try await desk.learn(head.receiptKeys, at: milliseconds)
            return strange.isEmpty ? [] : [.strangeKeys(strange)]
        case .follow, .replace: preconditionFailure("snapshots are put together on the disk")
        case .setAside(let dots): try await desk.setAside(dots, at: milliseconds)
        case .reenter(let dot):
            try await desk.reenter(from: dot, at: milliseconds)
            conversation.reentered()
        case .correctClock(let stamp):
            try await desk.correctClock(by: stamp, at: milliseconds)
        case .wakeLater(let failures): return [.wakeLater(failures: failures)]
        case .retryLater(let failures): return [.retryLater(failures: failures)]
        case .stop(let reason): return [.stop(reason)]
        }
        return []
    }

    private mutating func compose(
        _ question: Conversation.Composition, _ ticket: Session.Ticket, at milliseconds: UInt64
    ) async throws {
        var begun: Session.Laptop.SnapshotProgress?
        if question == .snapshot { begun = try await desk.resumeSnapshot() }
        guard let begun else {
            let letter = try await letter(for: question, at: milliseconds)
            return conversation.composed(letter, ticket)
        }
        conversation.composed(nil, ticket)
        conversation.staged(begun)
    }

    private func letter(
        for question: Conversation.Composition, at milliseconds: UInt64
    ) async throws -> Session.Letter? {
        switch question {
        case .hello: return .hello(try await desk.hello(at: milliseconds))
        case .push(let dot):
            return try await desk.push(lacking: dot, countMax: changesMax, at: milliseconds)
                .map { .push($0) }
        case .pull:
            let wait = hasCompared ? waitSeconds : 0
            return .pull(try await desk.pull(waitSeconds: wait, at: milliseconds))
        case .offer(let progress):
            return .offer(
                try await desk.offer(after: progress, countMax: changesMax, at: milliseconds))
        case .snapshot: return .snapshot(.head)
        case .tail: return .pull(try await desk.tail())
        }
    }

    private mutating func apply(_ page: Page, at milliseconds: UInt64) async throws {
        let applied = try await desk.apply(page, at: milliseconds)
        if page.end == page.head { hasCompared = true }
        let isAtHead = page.end == page.head && applied.cursor == page.end
        let holdsMore = isAtHead ? try await desk.holdsMore(at: milliseconds) : false
        conversation.applied(
            page, applied.outcome, cursor: applied.cursor,
            isEqual: Conversation.isEqual(applied.digest, to: page),
            holdsMore: holdsMore)
    }
}
