package import Causality
package import Sync

/// A laptop whose copy of the book is in memory, and which speaks to the office by its session.
package struct Correspondent: Sendable {
    /// The book.
    package var copy: BookCopy
    /// Whether it waits to be woken.
    package private(set) var isWaiting = false
    /// Whether its push lane waits to be tried again.
    package private(set) var isHeld = false

    private let book: BookID
    private var conversation = Conversation()

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

    /// Where it stands.
    package var session: Session.Laptop { conversation.session }

    /// Takes note of what happened; the answer is what it sends.
    package mutating func handle(
        _ event: Session.Laptop.Event, in world: World
    ) -> [Envelope] {
        conversation.happen(event)
        var sent: [Envelope] = []
        while let step = conversation.next() {
            perform(step, in: world).map { sent.append($0) }
        }
        return sent
    }

    private mutating func perform(_ step: Conversation.Step, in world: World) -> Envelope? {
        let milliseconds = world.milliseconds
        switch step {
        case .compose(let question, let ticket):
            (isWaiting, isHeld) = (false, false)
            conversation.composed(letter(for: question, in: world), ticket)
        case .send(let letter, let ticket):
            (isWaiting, isHeld) = (false, false)
            return Envelope(device: copy.device, letter: letter, ticket: ticket)
        case .hear(let verdicts):
            conversation.heard(isProved: copy.hear(verdicts, milliseconds: milliseconds))
        case .apply(let page):
            let outcome = copy.pull(page, milliseconds: milliseconds)
            conversation.applied(
                page, outcome, cursor: copy.cursor,
                isEqual: Conversation.isEqual(copy.digest, to: page), holdsMore: copy.holdsMore)
        case .note(let welcome):
            copy.verifier.learn(welcome.receiptKeys)
            conversation.noted(hasToBring: copy.hasToBring(after: welcome))
        case .learn(let keys): copy.verifier.learn(keys)
        case .follow(let page):
            conversation.follow(page, provedBy: copy.verifier, using: copy.hash)
        case .replace(let snapshot):
            copy.replaceBase(with: snapshot, as: world.mint(), milliseconds: milliseconds)
            conversation.replaced()
        case .stage: preconditionFailure("the conversation puts snapshots together by itself")
        case .setAside(let dots):
            copy.setAside(dots, as: world.mint(), milliseconds: milliseconds)
        case .reenter(let dot):
            copy.reenter(from: dot, as: world.mint(), milliseconds: milliseconds)
            conversation.reentered()
        case .correctClock(let stamp):
            copy.correctClock(by: stamp, milliseconds: milliseconds)
        case .wakeLater: isWaiting = true
        case .retryLater: isHeld = true
        case .stop: break
        }
        return nil
    }

    private func letter(
        for question: Conversation.Composition, in world: World
    ) -> Envelope.Letter? {
        switch question {
        case .hello: .hello(copy.hello(protocolVersion: 1, book: book))
        case .push(let dot): copy.push(lacking: dot, countMax: world.countMax).map { .push($0) }
        case .pull: .pull(copy.pull(waitSeconds: 0))
        case .offer(let point): .offer(copy.offer(after: point, countMax: world.countMax))
        case .snapshot, .tail: nil
        }
    }
}
