package import Causality

extension Session {
    /// The laptop's side of the conversation.
    package struct Laptop: Hashable, Sendable {
        /// Where it stands.
        package enum State: Hashable, Sendable {
            /// Nothing is under way.
            case resting
            /// A hello is under way, or its answer is taken note of.
            case greeting
            /// Both lanes run.
            case syncing
            /// What the laptop holds of the log goes to the office.
            case bringing
            /// A snapshot comes down.
            case copying
            /// Nothing goes on until a person did something.
            case stopped(Stop)
        }

        /// Why it stopped.
        package enum Stop: Hashable, Sendable {
            /// The device may not take part any more.
            case revoked
            /// The program is too old for the office.
            case upgradeNeeded(protocolVersion: UInt32)
            /// Both sides hold the same log, and their states differ.
            case differs
        }

        /// Where it stands.
        package internal(set) var state = State.resting
        /// The question that is under way on each lane, by its number.
        var asked: [Lane: UInt64] = [:]
        /// How many questions were ever asked.
        var questionsCount: UInt64 = 0
        /// Raised whenever what is under way no longer counts.
        var epoch: UInt64 = 0
        /// Whether something was written while the push lane was busy.
        var wroteMeanwhile = false
        /// Whether the office asked to wait with the push lane.
        var isHeld = false
        /// What was asked for last of a snapshot: where no answer came, it alone is asked again.
        var part: Session.Question?
        /// How many attempts in a row have failed.
        var failures = 0

        /// Begins at rest.
        package init() {}
    }
}

extension Session.Laptop {
    /// What happened.
    package enum Event: Hashable, Sendable {
        /// The program started, a person asked, or the time to try again came.
        case woke
        /// Something of one's own was saved.
        case wrote
        /// An answer came.
        case received(Session.Reply, Session.Ticket)
        /// No answer will come.
        case lost(Session.Ticket)
        /// There was nothing to push.
        case hadNothing(Session.Ticket)
        /// The time to push again came.
        case mayRetry
        /// Nothing proves what the office said of one's own changes; they are still unsent.
        case unproved
        /// A page went into the base, or did not.
        case applied(PullOutcome, isEqual: Bool)
        /// A part of a snapshot was put with the others, or does not fit them.
        case staged(SnapshotProgress)
        /// The changes from a taken dot on were entered again under other names.
        case reentered
        /// The records that differed were fetched again.
        case mended
        /// A welcome was taken note of, and whether there is something to bring first.
        case noted(hasToBring: Bool)
        /// The laptop stands at the head of the log, and holds proved entries that it lacks.
        case holdsMore
    }

    /// How far a snapshot has come.
    package enum SnapshotProgress: Hashable, Sendable {
        /// More records follow after a key.
        case next(after: RecordKey?)
        /// All records are there; the log has to be followed.
        case collected
        /// The base was replaced.
        case swapped
        /// The parts do not fit together.
        case torn
    }

    /// What to do.
    package enum Action: Hashable, Sendable {
        /// Compose the question from the store, and send it.
        case ask(Session.Question, Session.Ticket)
        /// Take note of verdicts.
        case hear(Verdicts)
        /// Apply a page to the base.
        case apply(Page)
        /// Put changes aside whose dots others have taken.
        case setAside(Set<Dot>)
        /// Enter one's unsent changes again, from this one on, under a new replica.
        case reenter(Dot)
        /// Begin a snapshot.
        case begin(SnapshotHead)
        /// Put a part of a snapshot with the others.
        case stage(SnapshotChunk)
        /// Follow the log with the parts of a snapshot; swap when all is there.
        case follow(Page)
        /// Set the own clock back if it is ahead of the office's.
        case correctClock(Stamp)
        /// Keep what the office said of its backups and its keys.
        case note(Welcome)
        /// Wake up after so many failures in a row.
        case wakeLater(failures: Int)
        /// Try the push lane again after so many failures in a row.
        case retryLater(failures: Int)
        /// Tell a person why nothing goes on.
        case stop(Stop)
    }
}

extension Session.Laptop {
    /// Takes note of what happened, and says what to do.
    package mutating func handle(_ event: Event) -> [Action] {
        switch event {
        case .woke: return woke()
        case .wrote: return wrote()
        case .mayRetry: return retry()
        case .received(let reply, let ticket):
            return finish(ticket) ? receive(reply) : []
        case .lost(let ticket):
            guard finish(ticket) else { return [] }
            return state == .copying ? pause() : lose()
        case .hadNothing(let ticket): return finish(ticket) ? rest() : []
        case .unproved: return state == .syncing || isIdle ? lose() : []
        case .applied(let outcome, let isEqual): return applied(outcome, isEqual: isEqual)
        case .staged(let progress): return state == .copying ? staged(progress) : []
        case .reentered: return state == .greeting ? ask(.hello, on: .pull) : []
        case .mended: return state == .stopped(.differs) ? greet() : []
        case .noted(let hasToBring):
            guard state == .greeting else { return [] }
            return hasToBring ? bring() : goOn()
        case .holdsMore: return state == .syncing ? bring() : []
        }
    }

    /// Whether it stands between two steps, and nothing is under way that could end that.
    private var isIdle: Bool { state == .greeting && asked.isEmpty }

    /// Says hello; whatever is under way no longer counts.
    mutating func greet() -> [Action] {
        enter(.greeting)
        return ask(.hello, on: .pull)
    }

    /// Goes to another state; whatever is under way no longer counts.
    mutating func enter(_ next: State) {
        state = next
        epoch += 1
        asked = [:]
        isHeld = false
        wroteMeanwhile = false
        part = nil
    }

    /// Asks, unless something is under way on the lane.
    mutating func ask(_ question: Session.Question, on lane: Session.Lane) -> [Action] {
        guard asked[lane] == nil else { return [] }
        questionsCount += 1
        asked[lane] = questionsCount
        return [.ask(question, Session.Ticket(epoch: epoch, lane: lane, number: questionsCount))]
    }

    /// Whether the question is the one that is under way, which it then no longer is.
    private mutating func finish(_ ticket: Session.Ticket) -> Bool {
        guard asked[ticket.lane] == ticket.number else { return false }
        asked[ticket.lane] = nil
        return true
    }

    /// The connection is gone: everything begins with a hello again.
    mutating func lose() -> [Action] {
        enter(.resting)
        failures += 1
        return [.wakeLater(failures: failures)]
    }

    mutating func stop(_ reason: Stop) -> [Action] {
        enter(.stopped(reason))
        return [.stop(reason)]
    }
}
