package import Causality
package import Sync

/// A laptop whose copy of the book is in memory, and which speaks to the office by its session.
package struct Correspondent: Sendable {
    /// The book.
    package var copy: BookCopy
    /// The conversation.
    package private(set) var session = Session.Laptop()
    /// Whether it waits to be woken.
    package private(set) var isWaiting = false
    /// Whether its push lane waits to be tried again.
    package private(set) var isHeld = false

    private let book: BookID
    private var assembly: SnapshotAssembly?
    private var offered: LogPoint?
    private var events: [Session.Laptop.Event] = []

    /// What it may use of the world: the time, and new replica ids.
    package struct World {
        let milliseconds: UInt64
        let countMax: Int
        let mint: () -> ReplicaID

        /// Tells the time, how much goes into one letter, and how ids are minted.
        package init(milliseconds: UInt64, countMax: Int, mint: @escaping () -> ReplicaID) {
            self.milliseconds = milliseconds
            self.countMax = countMax
            self.mint = mint
        }
    }

    /// Begins at rest.
    package init(_ copy: BookCopy, book: BookID) {
        self.copy = copy
        self.book = book
    }

    /// Its program starts again, on what its disk holds.
    package mutating func restart() { self = Correspondent(copy, book: book) }

    /// Takes note of what happened; the answer is what it sends.
    package mutating func handle(
        _ event: Session.Laptop.Event, in world: World
    ) -> [Envelope] {
        events.append(event)
        var sent: [Envelope] = []
        while !events.isEmpty {
            for action in session.handle(events.removeFirst()) {
                perform(action, in: world).map { sent.append($0) }
            }
        }
        return sent
    }

    private mutating func perform(
        _ action: Session.Laptop.Action, in world: World
    ) -> Envelope? {
        switch action {
        case .ask(let question, let ticket):
            (isWaiting, isHeld) = (false, false)
            guard let letter = letter(for: question, in: world) else {
                events.append(.hadNothing(ticket))
                return nil
            }
            return Envelope(device: copy.device, letter: letter, ticket: ticket)
        case .hear(let verdicts): copy.hear(verdicts, milliseconds: world.milliseconds)
        case .apply(let page): apply(page, in: world)
        case .setAside(let dots):
            copy.setAside(dots, as: world.mint(), milliseconds: world.milliseconds)
        case .reenter(let dot):
            copy.reenter(from: dot, as: world.mint(), milliseconds: world.milliseconds)
            events.append(.reentered)
        case .begin(let head):
            copy.verifier.learn(head.receiptKeys)
            assembly = SnapshotAssembly(head)
            events.append(.staged(.next(after: nil)))
        case .stage(let chunk): stage(chunk, in: world)
        case .follow(let page): follow(page, in: world)
        case .correctClock(let stamp):
            copy.correctClock(by: stamp, milliseconds: world.milliseconds)
        case .note(let welcome):
            copy.verifier.learn(welcome.receiptKeys)
            if copy.hasToBring(after: welcome) { events.append(.holdsMore) }
        case .wakeLater: isWaiting = true
        case .retryLater: isHeld = true
        case .stop: break
        }
        return nil
    }
}

extension Correspondent {
    private mutating func letter(
        for question: Session.Question, in world: World
    ) -> Envelope.Letter? {
        switch question {
        case .hello:
            offered = nil
            return .hello(copy.hello(protocolVersion: 1, book: book))
        case .push(let dot):
            return copy.push(lacking: dot, countMax: world.countMax).map { .push($0) }
        case .pull: return .pull(copy.pull(waitSeconds: 0))
        case .offer:
            let offer = copy.offer(after: offered, countMax: world.countMax)
            offered = offer.entries.last?.point ?? offered
            return .offer(offer)
        case .snapshot(let query): return .snapshot(query)
        case .tail:
            return .pull(Pull(points: assembly.map { [$0.point] } ?? [], waitSeconds: 0))
        }
    }

    private mutating func apply(_ page: Page, in world: World) {
        let outcome = copy.pull(page, milliseconds: world.milliseconds)
        let isEqual = page.digest.map { $0.bytes == copy.digest.bytes } ?? true
        events.append(.applied(outcome, isEqual: copy.cursor != page.end || isEqual))
        if page.end == page.head, copy.cursor == page.end, copy.holdsMore {
            events.append(.holdsMore)
        }
    }

    private mutating func stage(_ chunk: SnapshotChunk, in world: World) {
        guard assembly?.take(chunk) ?? false else { return events.append(.staged(.torn)) }
        progress(in: world)
    }

    private mutating func follow(_ page: Page, in world: World) {
        guard assembly?.follow(page, provedBy: copy.verifier, using: copy.hash) ?? false else {
            return events.append(.staged(.torn))
        }
        if page.items.isEmpty, assembly?.finished(using: copy.hash) == nil {
            return events.append(.staged(.torn))
        }
        progress(in: world)
    }

    private mutating func progress(in world: World) {
        guard let assembly, assembly.isCollected else {
            return events.append(.staged(.next(after: assembly?.next)))
        }
        guard let snapshot = assembly.finished(using: copy.hash) else {
            return events.append(.staged(.collected))
        }
        copy.replaceBase(with: snapshot, as: world.mint(), milliseconds: world.milliseconds)
        self.assembly = nil
        events.append(.staged(.swapped))
    }
}
