package import Causality

/// A laptop's conversation with the office, put into steps for whoever holds the laptop's copy of
/// the book and the line: this value knows what has to be done, and they do it.
///
///     happen ──▶ next ──▶ a step ──composed | heard | applied | …──▶ next ──▶ … ──▶ nothing left
///
/// Invariants:
/// 1. Each step is done, and its outcome told, before the next is asked for.
/// 2. Where nothing proves what the office said, nothing that was to follow from it is done.
package struct Conversation: Sendable {
    /// A question that is composed from the copy.
    package enum Composition: Hashable, Sendable {
        /// The hello.
        case hello
        /// What is unsent, from a change on that the office lacks if it said so.
        case push(lacking: Dot?)
        /// The question for what follows the cursor.
        case pull
        /// What is held of the log, but for what was brought already.
        case offer(after: Offer.Progress?)
        /// The question with which a snapshot begins; nothing, where one goes on that was begun.
        case snapshot
        /// The question for what follows the chunks of a snapshot.
        case tail
    }

    /// A part of a snapshot.
    package enum Part: Hashable, Sendable {
        /// What concerns no single record.
        case head(SnapshotHead)
        /// The records of a range.
        case chunk(SnapshotChunk)
        /// What the log says besides.
        case tail(Page)
    }

    /// What to do next.
    package enum Step: Sendable {
        /// Compose a question, and tell it by `composed`.
        case compose(Composition, Session.Ticket)
        /// Send a letter; what comes of it happens later.
        case send(Session.Letter, Session.Ticket)
        /// Take note of verdicts, and tell by `heard` whether all of them were proved.
        case hear(Verdicts)
        /// Apply a page, and tell by `applied` what came of it.
        case apply(Page)
        /// Pin the keys of a welcome, and tell by `noted` whether there is something to bring.
        case note(Welcome)
        /// Pin the keys that came with a snapshot.
        case learn([ReceiptKey])
        /// Hand the keys that are pinned to `follow`, with a page of a snapshot's tail.
        case follow(Page)
        /// Put a snapshot into the place of the base, and tell by `replaced`.
        case replace(BookSnapshot)
        /// Keep a part of a snapshot with the others, put the snapshot into the place of the base
        /// once all of it is there, and tell by `staged` how far it has come.
        case stage(Part)
        /// Put changes aside whose dots others have taken.
        case setAside(Set<Dot>)
        /// Enter changes again from this one on, and tell by `reentered`.
        case reenter(Dot)
        /// Put the clock right.
        case correctClock(Stamp)
        /// Wake the conversation after so many failures in a row.
        case wakeLater(failures: Int)
        /// Let it push again after so many failures in a row.
        case retryLater(failures: Int)
        /// Tell a person why nothing goes on.
        case stop(Session.Laptop.Stop)
    }

    /// Where the laptop stands.
    package private(set) var session = Session.Laptop()
    private var events: [Session.Laptop.Event] = []
    private var actions: [Session.Laptop.Action] = []
    private var letter: (Session.Letter, Session.Ticket)?
    private var assembly: SnapshotAssembly?
    private var snapshot: BookSnapshot?
    private var offered: Offer.Progress?
    /// Whether it is somebody else who puts snapshots together, on a disk.
    private let isStagedBeside: Bool

    /// Begins at rest.
    package init(stagingBeside isStagedBeside: Bool = false) {
        self.isStagedBeside = isStagedBeside
    }
}

extension Conversation {
    /// Whether a digest is the one that a page tells.
    package static func isEqual(_ digest: StateDigest, to page: Page) -> Bool {
        page.digest.map { $0 == digest.hash } ?? true
    }

    /// Takes note of what happened.
    package mutating func happen(_ event: Session.Laptop.Event) { events.append(event) }

    /// What to do next; `nil` where nothing is left to be done until something happens.
    package mutating func next() -> Step? {
        if let (letter, ticket) = letter {
            self.letter = nil
            return .send(letter, ticket)
        }
        if let snapshot {
            self.snapshot = nil
            return .replace(snapshot)
        }
        while true {
            if actions.isEmpty {
                guard !events.isEmpty else { return nil }
                actions = session.handle(events.removeFirst())
            } else if let step = step(for: actions.removeFirst()) {
                return step
            }
        }
    }

    private mutating func step(for action: Session.Laptop.Action) -> Step? {
        switch action {
        case .ask(let question, let ticket): return ask(question, ticket)
        case .hear(let verdicts): return .hear(verdicts)
        case .apply(let page): return .apply(page)
        case .setAside(let dots): return .setAside(dots)
        case .reenter(let dot): return .reenter(dot)
        case .begin(let head) where isStagedBeside: return .stage(.head(head))
        case .stage(let chunk) where isStagedBeside: return .stage(.chunk(chunk))
        case .follow(let page) where isStagedBeside: return .stage(.tail(page))
        case .begin(let head):
            assembly = SnapshotAssembly(head)
            happen(.staged(.next(after: nil)))
            return .learn(head.receiptKeys)
        case .stage(let chunk):
            stage(chunk)
            return nil
        case .follow(let page): return .follow(page)
        case .correctClock(let stamp): return .correctClock(stamp)
        case .note(let welcome): return .note(welcome)
        case .wakeLater(let failures): return .wakeLater(failures: failures)
        case .retryLater(let failures): return .retryLater(failures: failures)
        case .stop(let reason): return .stop(reason)
        }
    }

    private mutating func ask(_ question: Session.Question, _ ticket: Session.Ticket) -> Step {
        switch question {
        case .hello: return .compose(.hello, ticket)
        case .push(let dot): return .compose(.push(lacking: dot), ticket)
        case .pull: return .compose(.pull, ticket)
        case .offer:
            offered = nil
            return .compose(.offer(after: nil), ticket)
        case .rest: return .compose(.offer(after: offered), ticket)
        case .snapshot(.head) where isStagedBeside: return .compose(.snapshot, ticket)
        case .tail where isStagedBeside: return .compose(.tail, ticket)
        case .snapshot(let query): return .send(.snapshot(query), ticket)
        case .tail:
            let points = assembly.map { [$0.point] } ?? []
            return .send(.pull(Pull(points: points, waitSeconds: 0)), ticket)
        }
    }
}

/// What came of a step.
extension Conversation {
    /// A question was composed; `nil` if there was nothing to ask.
    package mutating func composed(_ letter: Session.Letter?, _ ticket: Session.Ticket) {
        guard let letter else { return happen(.hadNothing(ticket)) }
        if case .offer(let offer) = letter { offered = offer.progress }
        self.letter = (letter, ticket)
    }

    /// Verdicts were taken note of, as far as they were proved.
    package mutating func heard(isProved: Bool) {
        guard !isProved else { return }
        actions = []
        events.insert(.unproved, at: 0)
    }

    /// A page was applied, or not; where the base stands at its end, the digests were compared.
    package mutating func applied(
        _ page: Page, _ outcome: PullOutcome, cursor: LogPoint, isEqual: Bool, holdsMore: Bool
    ) {
        let isThere = cursor == page.end
        happen(.applied(outcome, isEqual: !isThere || isEqual))
        if isThere, page.end == page.head, holdsMore { happen(.holdsMore) }
    }

    /// A welcome was taken note of.
    package mutating func noted(hasToBring: Bool) {
        happen(.noted(hasToBring: hasToBring))
    }

    /// Changes were entered again.
    package mutating func reentered() { happen(.reentered) }

    /// A part of a snapshot was kept, or one that was begun before goes on.
    package mutating func staged(_ progress: Session.Laptop.SnapshotProgress) {
        happen(.staged(progress))
    }

    /// A snapshot took the place of the base.
    package mutating func replaced() {
        assembly = nil
        happen(.staged(.swapped))
    }

    /// Follows the log with the parts of a snapshot.
    package mutating func follow(
        _ page: Page, provedBy verifier: ReceiptVerifier, using hash: HashFunction
    ) {
        guard assembly?.follow(page, provedBy: verifier, using: hash) ?? false else {
            return happen(.staged(.torn))
        }
        snapshot = assembly?.finished(using: hash)
        guard snapshot == nil else { return }
        // The log ends before the snapshot does: it was restored meanwhile.
        happen(.staged(page.items.isEmpty ? .torn : .collected))
    }

    private mutating func stage(_ chunk: SnapshotChunk) {
        guard assembly?.take(chunk) ?? false, let assembly else {
            return happen(.staged(.torn))
        }
        happen(.staged(assembly.isCollected ? .collected : .next(after: assembly.next)))
    }
}
