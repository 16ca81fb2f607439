/// What a laptop can tell a server of the history that it knows.
extension BookCopy {
    /// The points that it knows: its cursor, and the furthest verdict that it heard.
    package var knownPoints: [LogPoint] {
        let heard = overlay.compactMap(\.judgement?.point).max { $0.position < $1.position }
        return [cursor] + (heard.map { [$0] } ?? [])
    }

    /// Everything that it holds of the log: what it pulled, and its own changes that were judged.
    package var vouched: [VouchedEntry] {
        kept
            + overlay.compactMap { own in
                own.judgement.map { own.vouched(by: $0, hash: hash) }
            }
    }
}

extension OwnChange {
    /// Its entry, as the verdict tells it.
    func vouched(by judgement: Judgement, hash: HashFunction) -> VouchedEntry {
        let form = EmptyForm(emptying: change, payloadHash: hash(change.payload))
        let judged = JudgedChange(
            dot: dot, body: isRefused ? .empty(form) : .payload(change.payload),
            ruling: judgement.ruling, stamps: judgement.stamps)
        return VouchedEntry(
            entry: LogEntry(position: judgement.point.position, content: .change(judged)),
            point: judgement.point)
    }
}
