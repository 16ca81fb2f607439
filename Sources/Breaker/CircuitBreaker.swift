/// Decides whether a dependency is asked at all. A value: time is handed in, and nothing happens
/// by itself.
///
/// closed → (too many of the last answers were failures) → open → (the rest is over, somebody asks)
/// → half-open: one probe is let through → (it succeeds) → closed; → (it fails) → open, for twice
/// as long, up to a limit.
///
/// 1. While open nobody is let through, and while half-open one at a time.
/// 2. What was let through before the last change of state no longer counts when it comes back.
/// 3. A probe that never comes back is given up after a while, and another is let through.
package struct CircuitBreaker: Hashable, Sendable {
    /// When it opens, and for how long.
    package struct Terms: Hashable, Sendable {
        /// How many of the last answers are looked at; 64 at most.
        package var window = 10
        /// So many failures among them open it.
        package var failuresMax = 5
        /// For how long it opens first.
        package var rest: Duration = .seconds(5)
        /// It opens for no longer than that.
        package var restMax: Duration = .seconds(120)
        /// A probe that has not come back after this is given up.
        package var probeMax: Duration = .seconds(60)

        /// Five failures among ten answers; from five seconds to two minutes.
        package init() {}
    }

    /// What it looks like from outside.
    package enum State: String, Hashable, Sendable, CaseIterable {
        /// Everybody is let through.
        case closed
        /// One probe is let through.
        case halfOpen = "half_open"
        /// Nobody is let through.
        case open
    }

    /// What somebody is told who wants to ask.
    package enum Admission: Hashable, Sendable {
        /// Ask, and say with this ticket how it went.
        case admitted(Ticket)
        /// Do not ask; it may be different after this time.
        case refused(retryAfter: Duration)
    }

    /// The right to ask once.
    package struct Ticket: Hashable, Sendable {
        fileprivate let epoch: UInt64
    }

    private enum Condition: Hashable {
        case closed(Answers)
        case open(until: Duration)
        case halfOpen(probeUntil: Duration)
    }

    private let terms: Terms
    private var condition = Condition.closed(Answers())
    private var epoch: UInt64 = 0
    /// How often it has opened since it was last closed.
    private var openings = 0

    /// Begins closed.
    package init(_ terms: Terms = Terms()) {
        precondition((1...64).contains(terms.window), "a window has 1 to 64 answers")
        precondition((1...terms.window).contains(terms.failuresMax), "failures fit into the window")
        self.terms = terms
    }

    /// What it looks like now.
    package func state(at now: Duration) -> State {
        switch condition {
        case .closed: .closed
        case .open(let end): now < end ? .open : .halfOpen
        case .halfOpen: .halfOpen
        }
    }

    /// Whether somebody may ask now.
    package mutating func admit(at now: Duration) -> Admission {
        switch condition {
        case .closed: return .admitted(Ticket(epoch: epoch))
        case .open(let end), .halfOpen(let end):
            guard now >= end else { return .refused(retryAfter: end - now) }
            change(to: .halfOpen(probeUntil: now + terms.probeMax))
            return .admitted(Ticket(epoch: epoch))
        }
    }

    /// The dependency answered.
    package mutating func succeeded(_ ticket: Ticket, at now: Duration) {
        guard ticket.epoch == epoch else { return }
        switch condition {
        case .closed(let answers):
            condition = .closed(answers.adding(isFailure: false, window: terms.window))
        case .halfOpen:
            openings = 0
            change(to: .closed(Answers()))
        case .open: preconditionFailure("nobody has a ticket of a breaker that is open")
        }
    }

    /// The dependency failed.
    package mutating func failed(_ ticket: Ticket, at now: Duration) {
        guard ticket.epoch == epoch else { return }
        switch condition {
        case .closed(let answers):
            let answers = answers.adding(isFailure: true, window: terms.window)
            condition = .closed(answers)
            if answers.failures >= terms.failuresMax { open(at: now) }
        case .halfOpen: open(at: now)
        case .open: preconditionFailure("nobody has a ticket of a breaker that is open")
        }
    }

    /// Whoever asked went away before there was an answer: it says nothing about the dependency.
    package mutating func abandoned(_ ticket: Ticket, at now: Duration) {
        guard ticket.epoch == epoch, case .halfOpen = condition else { return }
        change(to: .open(until: now))
    }

    private mutating func open(at now: Duration) {
        let rest = min(terms.rest * (1 << min(openings, 30)), terms.restMax)
        openings += 1
        change(to: .open(until: now + rest))
    }

    private mutating func change(to next: Condition) {
        condition = next
        epoch += 1
    }
}

/// The last answers, the newest in the lowest bit; a failure is a one.
private struct Answers: Hashable, Sendable {
    private var bits: UInt64 = 0

    var failures: Int { bits.nonzeroBitCount }

    func adding(isFailure: Bool, window: Int) -> Answers {
        var next = self
        let kept: UInt64 = window == 64 ? .max : (1 << UInt64(window)) - 1
        next.bits = (bits << 1 | (isFailure ? 1 : 0)) & kept
        return next
    }
}
