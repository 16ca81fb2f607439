import Causality
import Invoicing
import Sync

// What comes back after a restore, and what is claimed.
extension Sabotage {
    /// The points that the office takes a laptop to have named.
    func named(_ points: [LogPoint], _ log: BookLog) -> [LogPoint] {
        guard bug == .supersededAgain else { return points }
        return points.map { point in
            guard log.superseded.contains(point) else { return point }
            return LogPoint(position: point.position, hash: Fingerprint.hash(point.hash.bytes))
        }
    }

    /// The entries that the office takes a laptop to have brought.
    func offered(_ entries: [VouchedEntry], to log: BookLog) -> [VouchedEntry] {
        switch bug {
        case .judgedAgain: return []
        case .stampedAgain: return entries.map { stampedAgain($0) }
        case .forkDropped:
            var point = log.head
            return entries.sorted { $0.entry.position < $1.entry.position }.filter { vouched in
                guard point.after(vouched.entry, using: Fingerprint.hash) == vouched.point else {
                    return false
                }
                point = vouched.point
                return true
            }
        default: return entries
        }
    }

    private func stampedAgain(_ vouched: VouchedEntry) -> VouchedEntry {
        guard let change = vouched.entry.change else { return vouched }
        let stamp = Stamp(bits: change.stamps.accepted.bits + 1)
        let judged = JudgedChange(
            dot: change.dot, body: change.body, ruling: change.ruling,
            stamps: Stamps(effective: change.stamps.effective, accepted: stamp))
        return VouchedEntry(
            entry: LogEntry(position: vouched.entry.position, content: .change(judged)),
            point: vouched.point)
    }

    /// Judges what came back as if it had never been judged.
    func judgeAgain(_ entries: [VouchedEntry], in log: inout BookLog, at milliseconds: UInt64) {
        guard bug == .judgedAgain else { return }
        for change in entries.compactMap(\.entry.change) {
            guard case .payload(let payload) = change.body else { continue }
            _ = log.ingest(
                SentChange(dot: change.dot, payload: payload), leavingGap: true,
                milliseconds: milliseconds)
        }
    }

    /// What orders a claim among the others on a laptop.
    func order(of sibling: Sibling, accepted: Stamp?) -> Stamp? {
        bug == .claimsByClaimed ? sibling.stamp : accepted
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
