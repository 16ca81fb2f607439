import Bytes
import Causality
import Sync

/// Helps to lead a laptop's session through a conversation.
struct Talk {
    var session = Session.Laptop()
    private(set) var asked: [Session.Lane: (Session.Question, Session.Ticket)] = [:]
    private(set) var last: [Session.Laptop.Action] = []

    /// What comes of taking note of a welcome.
    var hasToBring = false

    static let point = LogPoint(position: 7, hash: .zero)

    @discardableResult
    mutating func happen(_ event: Session.Laptop.Event) -> [Session.Laptop.Action] {
        last = session.handle(event)
        for case .ask(let question, let ticket) in last {
            asked[Self.lane(of: question)] = (question, ticket)
        }
        return last
    }

    /// Answers what is under way on a lane.
    mutating func answer(_ reply: Session.Reply, on lane: Session.Lane = .pull) {
        guard let (_, ticket) = asked.removeValue(forKey: lane) else { return }
        let actions = happen(.received(reply, ticket))
        guard actions.contains(where: \.isNote) else { return }
        last = actions + happen(.noted(hasToBring: hasToBring))
    }

    func question(on lane: Session.Lane) -> Session.Question? { asked[lane]?.0 }

    func ticket(on lane: Session.Lane) -> Session.Ticket? { asked[lane]?.1 }

    static func lane(of question: Session.Question) -> Session.Lane {
        if case .push = question { return .push }
        return .pull
    }

    static func welcome(_ standing: Standing) -> Session.Reply {
        .welcome(
            Welcome(
                standing: standing, clock: Stamp(milliseconds: 5), head: point, durable: 0,
                held: VersionVector()))
    }

    static func page(_ standing: Standing = .goOn) -> Session.Reply {
        .page(Page(standing: standing, items: [], end: point, head: point))
    }

    static func offered(_ standing: Standing, isComplete: Bool = true) -> Session.Reply {
        .offered(Offered(isComplete: isComplete, standing: standing, taken: []))
    }

    static func verdicts(_ answer: Answer) -> Session.Reply {
        .verdicts(Verdicts(verdicts: [.init(dot: dot, answer: answer)], receipts: []))
    }

    static let dot = Dot(replica: ReplicaID(bytes: [UInt8](repeating: 3, count: 16))!, counter: 4)
    static let judged = Answer.judged(
        Judgement(
            of: JudgedChange(
                dot: dot, body: .payload([]), ruling: .accepted,
                stamps: Stamps(effective: Stamp(bits: 1), accepted: Stamp(bits: 1))),
            at: point))

    /// A session both of whose lanes run.
    static var syncing: Talk {
        var talk = Talk()
        talk.happen(.woke)
        talk.answer(welcome(.goOn))
        return talk
    }
}

extension Session.Laptop.Action {
    fileprivate var isNote: Bool { if case .note = self { true } else { false } }
}
