import Causality
import Seeds
import Sync
import Testing

/// Leads sessions through long random conversations in which anything may happen at any time.
struct SessionWalkTests {
    private static let standings: [Standing] = [
        .goOn, .goOn, .goOn, .snapshot, .recovering, .revoked, .upgradeNeeded(protocolVersion: 3),
    ]

    @Test(arguments: 1...200 as ClosedRange<UInt64>)
    func `a session never asks twice at once, nor before it may`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var (session, underWay) = (Session.Laptop(), [Session.Lane: Session.Ticket]())
        var old: [Session.Ticket] = []
        for _ in 0..<300 {
            let before = session
            let event = event(&random, underWay: &underWay, old: old)
            let actions = session.handle(event)
            for case .ask(let question, let ticket) in actions {
                let lane = Talk.lane(of: question)
                #expect(
                    underWay[lane]?.epoch != ticket.epoch,
                    "seed \(seed): \(question) while one is under way")
                #expect(isAllowed(question, in: session.state), "seed \(seed): \(question)")
                underWay[lane] = ticket
                old.append(ticket)
            }
            if case .stopped = before.state, event != .mended { #expect(actions.isEmpty) }
        }
    }

    @Test(arguments: 1...100 as ClosedRange<UInt64>)
    func `once the office says go on, every session comes to sync`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var (session, underWay) = (Session.Laptop(), [Session.Lane: Session.Ticket]())
        for _ in 0..<100 {
            let event = event(&random, underWay: &underWay, old: [])
            let actions = session.handle(event)
            for case .ask(let question, let ticket) in actions {
                underWay[Talk.lane(of: question)] = ticket
            }
        }
        if case .stopped = session.state { return }
        let endings: [Session.Laptop.Event] = [
            .reentered, .applied(.otherHistory, isEqual: true), .staged(.swapped),
        ]
        for event in endings {
            for case .ask(_, let ticket) in session.handle(event) { underWay[.pull] = ticket }
        }
        for ticket in underWay.values { _ = session.handle(.lost(ticket)) }
        var talk = Talk(session: session)
        talk.happen(.woke)
        talk.answer(Talk.welcome(.goOn))
        #expect(talk.session.state == .syncing, "seed \(seed): \(talk.session)")
        #expect(talk.question(on: .pull) == .pull && talk.question(on: .push) != nil)
    }

    private func event(
        _ random: inout SeededGenerator, underWay: inout [Session.Lane: Session.Ticket],
        old: [Session.Ticket]
    ) -> Session.Laptop.Event {
        let lane: Session.Lane = Bool.random(using: &random) ? .push : .pull
        switch Int.random(in: 0..<12, using: &random) {
        case 0: return .woke
        case 1: return .wrote
        case 2: return .mayRetry
        case 3: return [.reentered, .mended].randomElement(using: &random)!
        case 4: return .applied(.applied, isEqual: Int.random(in: 0..<20, using: &random) > 0)
        case 5:
            return .applied([.gap, .otherHistory].randomElement(using: &random)!, isEqual: true)
        case 6: return .staged([.collected, .swapped, .torn].randomElement(using: &random)!)
        case 7:
            guard let ticket = old.randomElement(using: &random), !underWay.values.contains(ticket)
            else { return .wrote }
            return .received(reply(on: lane, &random), ticket)
        default:
            guard let ticket = underWay.removeValue(forKey: lane) else { return .wrote }
            if Int.random(in: 0..<8, using: &random) == 0 { return .lost(ticket) }
            return .received(reply(on: lane, &random), ticket)
        }
    }

    private func reply(
        on lane: Session.Lane, _ random: inout SeededGenerator
    ) -> Session.Reply {
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

    private func isAllowed(_ question: Session.Question, in state: Session.Laptop.State) -> Bool {
        switch question {
        case .hello: state == .greeting
        case .push, .pull: state == .syncing
        case .offer, .rest: state == .bringing
        case .snapshot, .tail: state == .copying
        }
    }
}
