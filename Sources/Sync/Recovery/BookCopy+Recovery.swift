import Causality

/// What a laptop can tell a server of the history that it knows.
extension BookCopy {
    /// The points that it knows: its cursor, and the furthest verdict that it heard.
    package var knownPoints: [LogPoint] {
        let heard = overlay.compactMap(\.judgement?.point).max { $0.position < $1.position }
        return [cursor] + (heard.map { [$0] } ?? [])
    }

    /// Everything that it holds of the log in its order: what it pulled and may not drop yet, and
    /// its own changes that were judged.
    package var vouched: [VouchedEntry] {
        let own = overlay.compactMap { own in
            own.judgement.map { own.vouched(by: $0, using: hash) }
        }
        return Set(kept + own).union(strays).sorted { $0.point < $1.point }
    }

    /// What it brings a server whose log is old: so many entries at most after a point, with the
    /// receipts that vouch for them.
    package func offer(after point: LogPoint? = nil, countMax: Int = .max) -> Offer {
        let rest = vouched.drop { entry in point.map { entry.point <= $0 } ?? false }
        let entries = Array(rest.prefix(countMax))
        let vouching = receipts.values.filter { receipt in
            entries.contains { receipt.point(at: $0.point.position) == $0.point }
        }
        return Offer(
            points: knownPoints, entries: entries,
            receipts: vouching.sorted { $0.end < $1.end }, isComplete: entries.count == rest.count)
    }
}
