package import Causality

/// What the pull lane came to.
package enum PullOutcome: Hashable, Sendable {
    /// The entries are in the base; the ones that were there before were skipped.
    case applied
    /// The entries do not follow the cursor; nothing changed.
    case gap
    /// The server's log is not the one that the base was made of; nothing changed.
    case otherHistory
    /// The log took a dot of one's own for another change; the base did not change.
    case dotTaken(Dot)
}

/// The pull lane: the log becomes the base.
extension BookCopy {
    /// Applies entries that follow the cursor and end at a point, all or none.
    package mutating func pull(
        _ entries: some Sequence<LogEntry>, to end: LogPoint, milliseconds: UInt64
    ) -> PullOutcome {
        let fresh = entries.filter { $0.position > cursor.position }
        guard !fresh.isEmpty else { return .applied }
        guard let points = points(after: fresh) else { return .gap }
        guard points.last == end else { return .otherHistory }
        if let taken = fresh.compactMap(takenDot).first { return .dotTaken(taken) }
        for (entry, point) in zip(fresh, points) {
            base.apply(entry, updating: &digest, using: hash)
            kept.append(VouchedEntry(entry: entry, point: point))
        }
        cursor = end
        settle(zip(fresh, points))
        relay(milliseconds: milliseconds)
        return .applied
    }

    private func points(after entries: [LogEntry]) -> [LogPoint]? {
        var (point, points) = (cursor, [LogPoint]())
        for entry in entries {
            guard let next = point.after(entry, using: hash) else { return nil }
            points.append(next)
            point = next
        }
        return points
    }

    /// The dot of an entry under which this laptop made another change.
    private func takenDot(_ entry: LogEntry) -> Dot? {
        guard let change = entry.change,
            let own = overlay.first(where: { $0.dot == change.dot })
        else { return nil }
        let isSame = hash(own.change.payload) == change.payloadHash(using: hash)
        return isSame ? nil : change.dot
    }

    /// Takes out of the overlay what the log has brought.
    private mutating func settle(_ entries: some Sequence<(LogEntry, LogPoint)>) {
        let judgements = Dictionary(
            entries.compactMap { entry, point in
                entry.change.map { ($0.dot, Judgement(of: $0, at: point)) }
            }, uniquingKeysWith: { $1 })
        for (dot, judgement) in judgements where !judgement.ruling.isRefusal { unhand(dot) }
        for var own in overlay {
            guard let judgement = judgements[own.dot] else { continue }
            own.judgement = judgement
            if own.isRefused { handBack(own) }
        }
        overlay.removeAll { judgements[$0.dot] != nil }
    }
}
