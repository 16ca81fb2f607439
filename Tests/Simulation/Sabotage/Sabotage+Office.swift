import Causality
import Invoicing
import Sync

// What comes back after a restore, and what is claimed.
extension Sabotage {
    /// What the office takes a laptop to have asked.
    func heard(_ request: Request, _ log: BookLog) -> Request {
        switch bug {
        case .oldServerUnnoticed:
            return request.naming(request.points.map { log.point(at: $0.position) ?? log.head })
        case .supersededAgain:
            return request.naming(
                request.points.map { point in
                    guard log.superseded.contains(point) else { return point }
                    let hash = Fingerprint.hash(point.hash.bytes)
                    return LogPoint(position: point.position, hash: hash)
                })
        default: return request
        }
    }

    /// What the office takes a laptop to have brought.
    func offered(_ offer: Offer, to log: BookLog) -> Offer {
        switch bug {
        case .judgedAgain, .stampedAgain: return offer.with([])
        case .forkDropped:
            var point = log.head
            let verbatim = offer.entries.sorted { $0.entry.position < $1.entry.position }
                .filter { vouched in
                    let next = point.after(vouched.entry, using: Fingerprint.hash)
                    if next == vouched.point { point = vouched.point }
                    return next == vouched.point
                }
            return offer.with(verbatim)
        case .onlyPutAside:
            return offer.with(
                offer.entries.filter { vouched in
                    guard let change = vouched.entry.change,
                        let present = log.entry(of: change.dot)?.change
                    else { return true }
                    return present.payloadHash(using: Fingerprint.hash)
                        == change.payloadHash(using: Fingerprint.hash)
                })
        default: return offer
        }
    }

    /// Takes what came back in its own way.
    func takeWrongly(
        _ entries: [VouchedEntry], into log: inout BookLog, at milliseconds: UInt64
    ) {
        guard bug == .judgedAgain || bug == .stampedAgain, !log.isRecovering else { return }
        for change in entries.compactMap(\.entry.change) {
            guard case .payload(let payload) = change.body, log.judgement(of: change.dot) == nil
            else { continue }
            if bug == .judgedAgain {
                _ = log.ingest(
                    SentChange(dot: change.dot, payload: payload), leavingGap: true,
                    milliseconds: milliseconds)
            } else {
                let claimed = (try? Change(payload: payload))?.claimed ?? change.stamps.effective
                let stamps = Stamps(
                    effective: claimed.credible(at: milliseconds),
                    accepted: Stamp(milliseconds: milliseconds))
                log.forge(
                    .change(
                        JudgedChange(
                            dot: change.dot, body: change.body, ruling: change.ruling,
                            stamps: stamps)))
            }
        }
    }

    /// What orders a claim among the others on a laptop; its author claims to have made it then.
    func order(of sibling: Sibling, claimed: @autoclosure () -> Stamp?) -> Sibling {
        guard bug == .claimsByClaimed else { return sibling }
        return Sibling(
            dot: sibling.dot, stamp: claimed() ?? sibling.stamp, value: sibling.value)
    }

    /// What claims come to on a laptop.
    func ledger(_ claims: [NaiveLedger.Claim]) -> Ledger {
        guard bug == .notClipped else { return Ledger(claims.compactMap(\.ofProduct)) }
        let generous = claims.map { claim in
            guard claim.isInvoice else { return claim }
            let number = claim.statement.number
            return NaiveLedger.Claim(
                key: claim.key, statement: Statement(amount: 1_000, number: number))
        }
        return Ledger(generous.compactMap(\.ofProduct))
    }
}

extension Offer {
    fileprivate func with(_ entries: [VouchedEntry]) -> Offer {
        Offer(
            points: points, after: after, mark: mark, entries: entries, receipts: receipts)
    }
}

extension Request {
    /// The request with other points.
    fileprivate func naming(_ points: [LogPoint]) -> Request {
        switch self {
        case .hello(let hello):
            .hello(
                Hello(
                    protocolVersion: hello.protocolVersion, schemaVersion: hello.schemaVersion,
                    book: hello.book, device: hello.device, lanes: hello.lanes,
                    vector: hello.vector, points: points))
        case .push(let push): .push(Push(points: points, runs: push.runs))
        case .pull(let pull): .pull(Pull(points: points, waitSeconds: pull.waitSeconds))
        case .offer(let offer):
            .offer(
                Offer(
                    points: points, after: offer.after, mark: offer.mark,
                    entries: offer.entries, meanings: offer.meanings, receipts: offer.receipts))
        case .snapshot: self
        }
    }
}
