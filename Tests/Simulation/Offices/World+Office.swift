import Bytes
import Causality
import Sync

/// How the office answers.
extension World {
    mutating func answer(_ request: Request, of letter: Letter) throws(Finding) {
        let facts = facts(of: request, from: letter.laptop)
        for action in Session.Office.receive(request.kind, knowing: facts) {
            switch action {
            case .beginRecovery:
                tally.count(.recovered)
                if isTold { tell("the office finds that its database is old, and stands still") }
                _ = office.log.greet(naming: sabotage.named(request.points, office.log))
                letters += office.parked
                office.parked = []
            case .notePoints:
                _ = office.log.greet(naming: sabotage.named(request.points, office.log))
            case .serve: try serve(request, of: letter, facts)
            case .answer(let standing): reply(standing, to: request, of: letter)
            }
        }
    }

    private func facts(of request: Request, from laptop: Int) -> Session.Office.Facts {
        Session.Office.Facts(
            isRevoked: office.role(of: laptops[laptop].disk.copy.device) == .revoked,
            isRecovering: office.log.isRecovering,
            places: sabotage.named(request.points, office.log).map { place(of: $0) },
            isWithinReach: true)
    }

    private func place(of point: LogPoint) -> Session.Place {
        if sabotage.bug == .oldServerUnnoticed { return .onLog }
        if office.log.point(at: point.position) == point { return .onLog }
        return office.log.superseded.contains(point) ? .superseded : .unknown
    }

    private mutating func reply(
        _ standing: Standing, to request: Request, of letter: Letter
    ) {
        guard case .hello = request else {
            return letters.append(letter.answering(.reply(.standing(standing))))
        }
        letters.append(letter.answering(.reply(.welcome(welcome(standing)))))
    }

    private func welcome(_ standing: Standing) -> Welcome {
        Welcome(
            standing: standing, clock: Stamp(milliseconds: now), head: office.log.head,
            durable: 0, held: office.log.state.knowledge.vector)
    }

    private mutating func serve(
        _ request: Request, of letter: Letter, _ facts: Session.Office.Facts
    ) throws(Finding) {
        switch request {
        case .hello: reply(.goOn, to: request, of: letter)
        case .push(let push): try begin(push, of: letter)
        case .pull(let pull): turn(pull, of: letter)
        case .offer(let offer): take(offer, of: letter, facts)
        case .snapshot(.head):
            letters.append(letter.answering(.reply(.head(office.log.snapshotHead()))))
        case .snapshot(.chunk(let key)):
            let chunk = office.log.snapshotChunk(after: key, countMax: 1 + dice.below(12))
            letters.append(letter.answering(.reply(.chunk(chunk))))
        }
    }

    /// Answers with what follows a laptop's cursor, as soon as there is something.
    private mutating func turn(_ pull: Pull, of letter: Letter) {
        let cursor = pull.points.first ?? .start
        let entries = office.log.entries(
            after: cursor.position, countMax: 1 + dice.below(16))
        if entries.isEmpty, pull.waitSeconds > 0 { return office.parked.append(letter) }
        let end = entries.last.flatMap { office.log.point(at: $0.position) } ?? cursor
        let isHead = end == office.log.head
        let page = Page(
            standing: .goOn, items: entries.map { Page.Item(entry: $0) }, end: end,
            head: office.log.head,
            digest: isHead ? ContentHash(bytes: office.log.digest.bytes) : nil)
        letters.append(letter.answering(.reply(.page(page))))
    }

    private mutating func take(
        _ offer: Offer, of letter: Letter, _ facts: Session.Office.Facts
    ) {
        let taken = transact { log, sabotage in
            log.offer(sabotage.offered(offer.entries, to: log), naming: offer.points)
        }
        sabotage.judgeAgain(offer.entries, in: &office.log, at: now)
        let now = self.facts(of: .offer(offer), from: letter.laptop)
        letters.append(
            letter.answering(
                .reply(
                    .offered(
                        Offered(
                            isComplete: offer.isComplete,
                            standing: Session.Office.standing(afterOffer: now), taken: taken)))))
    }

    /// Changes the log, and answers whoever waited for that.
    mutating func transact<Result>(_ change: (inout BookLog, Sabotage) -> Result) -> Result {
        let before = office.log.head
        let result = change(&office.log, sabotage)
        sabotage.damage(&office.log, after: before.position)
        guard office.log.head != before || office.log.isRecovering else { return result }
        letters += office.parked
        office.parked = []
        return result
    }
}
