import Bytes
import Causality
import Sync

/// How the office answers.
extension World {
    mutating func answer(_ request: Request, of letter: Letter) throws(Finding) {
        let device = laptops[letter.laptop].disk.copy.device
        let isRevoked = office.role(of: device) == .revoked
        let asked = asked(request, in: letter)
        switch sabotage.heard(request, office.log) {
        case .push(let push): try begin(push, of: letter)
        case .hello(let hello):
            let now = now
            let welcome = transact { log, _ in
                log.answer(hello, isRevoked: isRevoked, milliseconds: now)
            }
            try answered(asked, with: .welcome(welcome))
            reply(.welcome(welcome), to: letter)
        case .pull(let pull): try turn(pull, of: letter, asked)
        case .offer(let offer): try take(offer, of: letter, asked)
        case .snapshot(let query):
            let (now, count) = (now, 1 + dice.below(12))
            let answer = transact { log, _ in
                log.answer(
                    query, from: device, isRevoked: isRevoked, countMax: count,
                    milliseconds: now)
            }
            try answered(asked, with: answer)
            reply(answer, to: letter)
        }
    }

    mutating func reply(_ reply: Session.Reply, to letter: Letter) {
        letters.append(letter.answering(.reply(reply)))
    }

    /// Answers with what follows a laptop's cursor, as soon as there is something.
    private mutating func turn(
        _ pull: Pull, of letter: Letter, _ asked: Asked
    ) throws(Finding) {
        let (now, count) = (now, (isCalm ? 24 : 1) + dice.below(16))
        let answer = transact { log, _ in
            log.answer(
                pull, from: asked.device, isRevoked: asked.isRevoked, countMax: count,
                milliseconds: now)
        }
        try answered(asked, with: answer)
        guard case .page(let page) = answer else { return reply(answer, to: letter) }
        tally.count(.grave, page.items.reduce(0) { $0 + $1.graves.count })
        if page.items.isEmpty, pull.waitSeconds > 0 { return office.parked.append(letter) }
        reply(.page(sabotage.page(page, of: office.log)), to: letter)
    }

    private mutating func take(
        _ offer: Offer, of letter: Letter, _ asked: Asked
    ) throws(Finding) {
        let now = now
        let answer = transact { log, sabotage in
            let answer = log.answer(
                sabotage.offered(offer, to: log), from: asked.device,
                isRevoked: asked.isRevoked, milliseconds: now)
            sabotage.release(&log, after: offer)
            sabotage.takeWrongly(offer.entries, into: &log, at: now)
            _ = log.releaseIfOver(milliseconds: now)
            return answer
        }
        try answered(asked, with: answer)
        tally.count(.lost, laptops[letter.laptop].disk.copy.strays.isEmpty ? 0 : 1)
        reply(answer, to: letter)
    }

    /// Takes note of changes that the office has entered again, since another change had taken
    /// their dots: they mean what they meant, over what was entered again of what they named.
    private mutating func learnReentries(after position: UInt64) {
        for change in office.database.archive.dropFirst(Int(position)).compactMap(\.change) {
            guard let original = oracle.original(of: change.dot) else { continue }
            switch change.body {
            case .empty(let form): learnReentry(of: original, refusedAs: form)
            case .payload(let payload): learnReentry(of: original, as: payload)
            }
        }
    }

    private mutating func learnReentry(of original: ContentHash, refusedAs form: EmptyForm) {
        guard !oracle.knows(form) else { return }
        tally.count(.restated)
        if isTold { tell("the office enters the refused \(form.dot.short) again") }
        oracle.rename(original, refusedAs: form, office.names(before: form.dot))
    }

    private mutating func learnReentry(of original: ContentHash, as payload: [UInt8]) {
        // The office may have judged it anew before it was entered again once more.
        verdicts.repeat(original, as: Fingerprint.hash(payload))
        guard oracle.deed(of: Fingerprint.hash(payload)) == nil,
            let again = try? Change(payload: payload)
        else { return }
        tally.count(.restated)
        if isTold { tell("the office enters \(again.dot.short) again") }
        oracle.rename(original, to: again, office.names(before: again.dot))
    }

    /// Changes the log, and answers whoever waited for that.
    @discardableResult
    mutating func transact<Result>(
        isAllowed: Bool = false, _ change: (inout BookLog, Sabotage) -> Result
    ) -> Result {
        let (before, wasRecovering) = (office.log.head, office.log.isRecovering)
        let state = sabotage.before(office.log)
        let result = change(&office.log, sabotage)
        sabotage.merge(into: &office.log, after: before.position, from: state)
        office.database.follow()
        learnReentries(after: before.position)
        noteHold(wasRecovering: wasRecovering, isAllowed: isAllowed)
        if office.log.isRecovering != wasRecovering {
            tally.count(.recovered, wasRecovering ? 0 : 1)
            if isTold {
                tell(
                    "the office \(wasRecovering ? "goes on" : "stands still") at "
                        + "\(office.log.head.position)")
            }
        }
        guard office.log.head != before || office.log.isRecovering != wasRecovering else {
            return result
        }
        letters += office.parked
        office.parked = []
        return result
    }
}
