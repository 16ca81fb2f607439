import Causality
import Seeds
import Sync
import Testing

/// Leads sessions through long random conversations in which anything may happen at any time.
struct SessionWalkTests {
    @Test(arguments: 1...200 as ClosedRange<UInt64>)
    func `a session never asks twice at once, nor before it may`(seed: UInt64) {
        var walk = Walk(seed: seed)
        for _ in 0..<300 {
            let (before, event) = (walk.session, walk.event())
            let asked = walk.underWay
            let actions = walk.handle(event)
            for case .ask(let question, let ticket) in actions {
                #expect(
                    asked[Talk.lane(of: question)]?.epoch != ticket.epoch,
                    "seed \(seed): \(question) while one is under way")
                #expect(isAllowed(question, in: walk.session.state), "seed \(seed): \(question)")
            }
            if case .stopped = before.state, event != .mended { #expect(actions.isEmpty) }
        }
    }

    @Test(arguments: 1...100 as ClosedRange<UInt64>)
    func `once the office says go on, every session comes to sync`(seed: UInt64) {
        var walk = Walk(seed: seed)
        for _ in 0..<100 { _ = walk.handle(walk.event()) }
        while !walk.told.isEmpty { _ = walk.handle(walk.told.removeFirst()) }
        if case .stopped = walk.session.state { return }
        _ = walk.handle(.applied(.otherHistory, isEqual: true))
        _ = walk.handle(.staged(.swapped))
        for ticket in walk.underWay.values { _ = walk.handle(.lost(ticket)) }
        var talk = Talk(session: walk.session)
        talk.happen(.woke)
        talk.answer(Talk.welcome(.goOn))
        #expect(talk.session.state == .syncing, "seed \(seed): \(talk.session)")
        #expect(talk.question(on: .pull) == .pull && talk.question(on: .push) != nil)
    }

    private func isAllowed(_ question: Session.Question, in state: Session.Laptop.State) -> Bool {
        switch question {
        case .hello: state == .greeting
        case .push, .pull: state == .syncing
        case .offer, .rest: state == .bringing
        case .snapshot, .tail: state == .copying
        }
    }
}

/// A session to which anything happens, and of whose steps something comes sooner or later.
private struct Walk {
    private static let standings: [Standing] = [
        .goOn, .goOn, .goOn, .snapshot, .recovering, .revoked, .upgradeNeeded(protocolVersion: 3),
    ]

    private(set) var session = Session.Laptop()
    private(set) var underWay: [Session.Lane: Session.Ticket] = [:]
    /// What came of its steps and it was not told yet.
    var told: [Session.Laptop.Event] = []
    private var old: [Session.Ticket] = []
    private var random: SeededGenerator

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    mutating func handle(_ event: Session.Laptop.Event) -> [Session.Laptop.Action] {
        let actions = session.handle(event)
        for action in actions {
            switch action {
            case .ask(let question, let ticket):
                underWay[Talk.lane(of: question)] = ticket
                old.append(ticket)
            case .note: told.append(.noted(hasToBring: Bool.random(using: &random)))
            case .hear where Int.random(in: 0..<8, using: &random) == 0:
                // What was to follow is not done.
                told = [.unproved]
                return actions
            case .reenter: told.append(.reentered)
            default: continue
            }
        }
        return actions
    }

    mutating func event() -> Session.Laptop.Event {
        guard told.isEmpty || Bool.random(using: &random) else { return told.removeFirst() }
        let lane: Session.Lane = Bool.random(using: &random) ? .push : .pull
        switch Int.random(in: 0..<12, using: &random) {
        case 0: return .woke
        case 1: return .wrote
        case 2: return .mayRetry
        case 3: return [.holdsMore, .mended].randomElement(using: &random)!
        case 4: return .applied(.applied, isEqual: Int.random(in: 0..<20, using: &random) > 0)
        case 5:
            return .applied([.gap, .otherHistory].randomElement(using: &random)!, isEqual: true)
        case 6: return .staged([.collected, .swapped, .torn].randomElement(using: &random)!)
        case 7:
            guard let ticket = old.randomElement(using: &random), !underWay.values.contains(ticket)
            else { return .wrote }
            return .received(reply(on: lane), ticket)
        default:
            guard let ticket = underWay.removeValue(forKey: lane) else { return .wrote }
            if Int.random(in: 0..<8, using: &random) == 0 { return .lost(ticket) }
            return .received(reply(on: lane), ticket)
        }
    }

    private mutating func reply(on lane: Session.Lane) -> Session.Reply {
        let standing = Self.standings.randomElement(using: &random)!
        let answers: [Answer] = [Talk.judged, .gap(expected: 2), .retryLater, .dotTaken]
        if lane == .push {
            return Bool.random(using: &random)
                ? Talk.verdicts(answers.randomElement(using: &random)!) : .standing(standing)
        }
        return [
            Talk.welcome(standing), Talk.page(standing), Talk.offered(standing),
            Talk.offered(standing, isComplete: false), .standing(standing),
        ].randomElement(using: &random)!
    }
}
