package import AgentStore
import Causality
package import Machine
import Sync

/// Holds the line between a laptop's copy of a book and the office: carries letters, waits, and
/// tries again, until it is stopped.
///
/// Invariants:
/// 1. The clerk handles one event after the other.
/// 2. Of each lane at most one letter is under way; what comes back of an older one is dropped.
/// 3. Nothing is given up: whatever fails is tried again, later each time.
package actor Courier {
    private typealias Event = Session.Laptop.Event

    /// After so many failures the wait is as long as any.
    private static let manyFailures = 7

    let enrolment: Enrolment
    let line: ServerLine
    let desk: BookDesk
    /// How every conversation begins.
    private let fresh: Clerk
    private let clock: SystemClock
    private let backoff: Backoff
    private var clerk: Clerk
    /// Raised with each new conversation: what belongs to an older one is dropped.
    private var conversation: UInt64 = 0
    private var letters: [Session.Lane: Task<Void, Never>] = [:]
    private var waits: [Task<Void, Never>] = []
    private var work: Task<Void, Never>?
    private let events: AsyncStream<(UInt64, Session.Laptop.Event)>
    private let tell: AsyncStream<(UInt64, Session.Laptop.Event)>.Continuation
    /// The furthest head that the office told of in this conversation.
    private var head: UInt64?
    /// Whether the office takes nothing now: it reads out the book all the same.
    private var isHeld = false
    /// The last conversation in which it was tried to report what was put aside.
    var reported: UInt64?
    private var waiters: [CheckedContinuation<Void, any Error>] = []

    /// How the two stand.
    package private(set) var status = SyncStatus(state: .starting)

    /// Holds the line to one server.
    package init(
        desk: BookDesk, line: ServerLine, enrolment: Enrolment, waitSeconds: UInt32 = 50,
        clock: SystemClock = SystemClock(),
        backoff: Backoff = Backoff(first: .milliseconds(250), longest: .seconds(30))
    ) {
        self.desk = desk
        self.line = line
        self.enrolment = enrolment
        self.clock = clock
        self.backoff = backoff
        fresh = Clerk(desk: desk, waitSeconds: waitSeconds)
        clerk = fresh
        (events, tell) = AsyncStream.makeStream()
    }

    /// Starts to speak.
    package func start() {
        guard work == nil else { return }
        work = Task {
            for await (conversation, event) in events { await handle(event, of: conversation) }
        }
        tell.yield((conversation, .woke))
    }

    /// Ends; whatever was under way is tried again at the next start.
    package func stop() async {
        tell.finish()
        hangUp()
        await work?.value
        settle(CancellationError())
    }

    /// Says that something was written.
    package func nudge() { tell.yield((conversation, .wrote)) }

    /// Exchanges everything that there is at this moment; throws what stood in the way.
    package func synchronize() async throws {
        begin()
        try await withCheckedThrowingContinuation { waiters.append($0) }
    }

    var milliseconds: UInt64 { UInt64(clamping: clock.unixMilliseconds()) }
}

extension Courier {
    /// Begins a new conversation, as after a start.
    private func begin() {
        hangUp()
        conversation += 1
        (head, isHeld) = (nil, false)
        clerk = fresh
        tell.yield((conversation, .woke))
    }

    private func hangUp() {
        for letter in letters.values { letter.cancel() }
        for wait in waits { wait.cancel() }
        (letters, waits) = ([:], [])
    }

    private func handle(_ event: Event, of conversation: UInt64) async {
        guard conversation == self.conversation else { return }
        note(event)
        do {
            // The clerk is lent out: nobody else handles anything meanwhile.
            var clerk = clerk
            let orders = try await clerk.handle(event, at: milliseconds)
            guard conversation == self.conversation else { return }
            self.clerk = clerk
            for order in orders { try await carryOut(order, in: conversation) }
            try await reportQuarantine(in: conversation)
            try await settleIfDone()
        } catch {
            fail(error, in: conversation)
        }
    }

    private func carryOut(_ order: Clerk.Order, in conversation: UInt64) async throws {
        switch order {
        case .send(let letter, let ticket):
            let roll = try await desk.roll(at: milliseconds)
            letters[ticket.lane]?.cancel()
            letters[ticket.lane] = Task { await send(letter, ticket, roll, in: conversation) }
        case .wakeLater(let failures): wait(failures, for: .woke, in: conversation)
        case .retryLater(let failures): wait(failures, for: .mayRetry, in: conversation)
        case .stop(let reason):
            // Who waits here lets go of the line once he knows: the office is told before him.
            if reason == .differs { return reportDifference(in: conversation) }
            halt(Self.error(for: reason))
            if case .upgradeNeeded = reason { beginLater(afterFailures: Self.manyFailures) }
        case .strangeKeys:
            let words = "The server names other keys than before"
            halt(.halted(reason: "\(words); ask its owner whether it is the same."))
        }
    }

    private func send(
        _ letter: Session.Letter, _ ticket: Session.Ticket, _ roll: Roll,
        in conversation: UInt64
    ) async {
        do {
            let reply = try await line.converse(letter, naming: roll, of: enrolment)
            tell.yield((conversation, .received(reply, ticket)))
        } catch {
            guard conversation == self.conversation, !Task.isCancelled else { return }
            lose(error)
            tell.yield((conversation, .lost(ticket)))
        }
    }

    private func wait(_ failures: Int, for event: Event, in conversation: UInt64) {
        waits.append(
            Task {
                guard (try? await backoff.wait(afterFailures: failures)) != nil else { return }
                tell.yield((conversation, event))
            })
    }

    /// Does something beside the conversation, as long as that goes on; what fails is done in the
    /// next one.
    func beside(
        in conversation: UInt64, _ work: @escaping @Sendable (isolated Courier) async throws -> Void
    ) {
        guard conversation == self.conversation else { return }
        waits.append(Task { try? await work(self) })
    }

    /// What cannot be written is tried again in a new conversation, after a while.
    private func fail(_ error: any Error, in conversation: UInt64) {
        guard conversation == self.conversation else { return }
        status.state = .halted(reason: "\(error)")
        settle(error)
        beginLater(afterFailures: 4)
    }

    /// Begins a new conversation after a while.
    private func beginLater(afterFailures failures: Int) {
        hangUp()
        (clerk, isHeld) = (fresh, false)
        conversation += 1
        wait(failures, for: .woke, in: conversation)
    }
}

/// How the two stand.
extension Courier {
    private func note(_ event: Event) {
        guard case .received(let reply, _) = event else { return }
        status.lastContact = clock.unixMilliseconds()
        switch reply.standing {
        case .recovering: return noteStandstill(reply)
        case .upgradeNeeded, .revoked: return
        default: status.state = .upToDate
        }
        switch reply {
        case .welcome(let welcome): head = max(head ?? 0, welcome.head.position)
        case .page(let page): head = max(head ?? 0, page.head.position)
        case .verdicts(let verdicts):
            head = max(head ?? 0, verdicts.furthest)
            isHeld = verdicts.areHeld
        default: break
        }
        if isHeld { standStill() }
    }

    private func standStill() {
        status.state = .offline(reason: "\(LinkError.standsStill)")
        settle(LinkError.standsStill)
    }

    /// The book waits for others; whoever waits here is told so once all was brought.
    private func noteStandstill(_ reply: Session.Reply) {
        status.state = .offline(reason: "\(LinkError.standsStill)")
        if case .offered(let offered) = reply, offered.isComplete { settle(LinkError.standsStill) }
    }

    private func settleIfDone() async throws {
        guard !waiters.isEmpty, let head, clerk.session.state == .syncing, clerk.hasCompared
        else { return }
        let progress = try await desk.progress(at: milliseconds)
        if progress.cursor.position >= head, progress.unsentCount == 0 { settle(nil) }
    }

    private func lose(_ error: any Error) {
        if case LinkError.away(let reason) = error {
            status.state = .offline(reason: reason)
        } else {
            status.state = .halted(reason: "\(error)")
        }
        settle(error)
    }

    /// Nothing goes on until a person has done something about it.
    func halt(_ error: LinkError) {
        status.state = .halted(reason: "\(error)")
        settle(error)
    }

    private func settle(_ error: (any Error)?) {
        for waiter in waiters {
            if let error { waiter.resume(throwing: error) } else { waiter.resume() }
        }
        waiters = []
    }

    static func error(for reason: Session.Laptop.Stop) -> LinkError {
        switch reason {
        case .revoked: .turnedAway
        case .upgradeNeeded:
            .upgradeNeeded(
                reason: "The server speaks only to newer releases of Counterfoil: upgrade this "
                    + "laptop's. Work goes on until then, and what is unsent is kept.")
        case .differs:
            .halted(
                reason: "The laptop and the server hold different records; run "
                    + "'counterfoil sync doctor'.")
        }
    }
}

extension Session.Reply {
    /// How the server says that the laptop stands, where it says so.
    fileprivate var standing: Standing? {
        switch self {
        case .welcome(let welcome): welcome.standing
        case .page(let page): page.standing
        case .offered(let offered): offered.standing
        case .standing(let standing): standing
        default: nil
        }
    }
}

extension Verdicts {
    /// Whether the office does not take now what it was sent.
    fileprivate var areHeld: Bool { verdicts.last?.answer == .retryLater }

    /// The position of the last change that was judged.
    fileprivate var furthest: UInt64 {
        verdicts.map { verdict in
            if case .judged(let judged) = verdict.answer { judged.point.position } else { 0 }
        }.max() ?? 0
    }
}
