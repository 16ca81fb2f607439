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
                greet(letter.laptop, request)
                letters += office.parked
                office.parked = []
            case .notePoints: greet(letter.laptop, request)
            case .serve: try serve(request, of: letter)
            case .answer(let standing): reply(standing, to: request, of: letter)
            }
        }
    }

    private func facts(of request: Request, from laptop: Int) -> Session.Office.Facts {
        Session.Office.Facts(
            isRevoked: office.role(of: laptops[laptop].disk.copy.device) == .revoked,
            isRecovering: office.log.isRecovering,
            places: sabotage.named(request.points, office.log).map { place(of: $0) },
            isWithinReach: isWithinReach(request, from: laptop))
    }

    private func isWithinReach(_ request: Request, from laptop: Int) -> Bool {
        guard let cursor = request.points.first else { return true }
        let device = laptops[laptop].disk.copy.device
        return cursor.position >= office.log.compacted
            && !office.log.roll.hasLapsed(device, at: now)
    }

    private mutating func greet(_ laptop: Int, _ request: Request) {
        _ = office.log.greet(
            laptops[laptop].disk.copy.device, naming: sabotage.named(request.points, office.log),
            milliseconds: now)
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
            durable: office.log.durable, held: office.log.state.knowledge.vector)
    }

    private mutating func serve(
        _ request: Request, of letter: Letter
    ) throws(Finding) {
        switch request {
        case .hello(let hello):
            greet(letter.laptop, request)
            let unsent = Set(hello.lanes.map(\.replica))
            transact { log, _ in log.closeEnded(of: hello.device, besides: unsent) }
            reply(.goOn, to: request, of: letter)
        case .push(let push): try begin(push, of: letter)
        case .pull(let pull):
            if pull.waitSeconds > 0 { greet(letter.laptop, request) }
            turn(pull, of: letter)
        case .offer(let offer): take(offer, of: letter)
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
        let page = sabotage.page(
            office.log.page(after: cursor.position, countMax: 1 + dice.below(16)))
        if page.items.isEmpty, pull.waitSeconds > 0 { return office.parked.append(letter) }
        letters.append(letter.answering(.reply(.page(page))))
    }

    private mutating func take(
        _ offer: Offer, of letter: Letter
    ) {
        let device = laptops[letter.laptop].disk.copy.device
        let now = now
        let taken = transact { log, sabotage in
            let taken = log.offer(sabotage.offered(offer, to: log), from: device)
            sabotage.takeWrongly(offer.entries, into: &log, at: now)
            _ = log.releaseIfOver(milliseconds: now)
            return taken
        }
        tally.count(.lost, laptops[letter.laptop].disk.copy.strays.isEmpty ? 0 : 1)
        let facts = self.facts(of: .offer(offer), from: letter.laptop)
        letters.append(
            letter.answering(
                .reply(
                    .offered(
                        Offered(
                            isComplete: offer.isComplete,
                            standing: Session.Office.standing(afterOffer: facts), taken: taken)))))
    }

    /// Changes the log, and answers whoever waited for that.
    mutating func transact<Result>(_ change: (inout BookLog, Sabotage) -> Result) -> Result {
        let before = office.log.head
        let result = change(&office.log, sabotage)
        sabotage.damage(&office.log, after: before.position)
        office.database.follow()
        guard office.log.head != before || office.log.isRecovering else { return result }
        letters += office.parked
        office.parked = []
        return result
    }
}
