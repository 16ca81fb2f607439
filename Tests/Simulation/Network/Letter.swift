import Causality
import Sync

/// What a laptop asks.
typealias Request = Session.Letter

/// What travels between a laptop and the office.
struct Letter {
    enum Content {
        case request(Request)
        case reply(Session.Reply)
        /// No answer will come.
        case silence
    }

    /// Whose conversation it belongs to.
    let laptop: Int
    /// The life of the program that asked: no other one can hear the answer.
    let life: Int
    let ticket: Session.Ticket
    /// What was asked.
    let question: Request
    let content: Content

    func answering(_ content: Content) -> Letter {
        Letter(
            laptop: laptop, life: life, ticket: ticket, question: question, content: content)
    }
}

extension Request {
    /// The points of history that it names.
    var points: [LogPoint] {
        switch self {
        case .hello(let hello): hello.points
        case .push(let push): push.points
        case .pull(let pull): pull.points
        case .offer(let offer): offer.points
        case .snapshot: []
        }
    }
}

extension Letter {
    /// The letter as a reader of a story can tell it from others.
    func short(to laptop: String) -> String {
        switch content {
        case .request(let request): "\(laptop) → office: \(request.short)"
        case .reply(let reply): "office → \(laptop): \(reply.short)"
        case .silence: "no answer comes to \(laptop)"
        }
    }
}

extension Request {
    fileprivate var short: String {
        switch self {
        case .hello: "hello"
        case .push(let push): "push of \(push.runs.flatMap(\.changes).map(\.dot.short))"
        case .pull(let pull): "pull after \(pull.points.first?.position ?? 0)"
        case .offer(let offer): "offer of \(offer.entries.map(\.entry.position))"
        case .snapshot: "snapshot"
        }
    }
}

extension Session.Reply {
    fileprivate var short: String {
        switch self {
        case .welcome(let welcome): "welcome, \(welcome.standing)"
        case .verdicts(let verdicts): "\(verdicts.verdicts.map(\.short))"
        case .page(let page): "page of \(page.items.count) to \(page.end.position)"
        case .offered(let offered): "offered, \(offered.standing)"
        case .head(let head): "snapshot from \(head.tail.position)"
        case .chunk(let chunk): "chunk of \(chunk.records.count) at \(chunk.point.position)"
        case .standing(let standing): "\(standing)"
        }
    }
}

extension Verdicts.Verdict {
    fileprivate var short: String {
        switch answer {
        case .judged(let judgement):
            "\(dot.short) \(judgement.ruling.isRefusal ? "refused" : "taken") at "
                + "\(judgement.point.position)"
        case .gap(let expected): "\(dot.short): gap, \(expected) expected"
        case .retryLater: "\(dot.short): later"
        case .dotTaken: "\(dot.short): taken by another"
        case .wrongLink: "\(dot.short): of another chain"
        case .notYours: "\(dot.short): not yours"
        }
    }
}
