package import Causality

/// What the pull lane came to.
package enum PullOutcome: Hashable, Sendable {
    /// The entries are in the base; the ones that were there before were skipped.
    case applied
    /// The entries do not follow the cursor; nothing changed.
    case gap
    /// The log took a dot of one's own for another change; the base did not change.
    case dotTaken(Dot)
}

/// The pull lane: the log becomes the base.
extension BookCopy {
    /// Applies entries that follow the cursor, all or none.
    package mutating func pull(
        _ entries: some Sequence<LogEntry>, milliseconds: UInt64
    ) -> PullOutcome {
        let fresh = entries.filter { $0.position > cursor.position }
        guard let end = end(of: fresh) else { return .gap }
        if let taken = fresh.compactMap(takenDot).first { return .dotTaken(taken) }
        guard !fresh.isEmpty else { return .applied }
        for entry in fresh { base.apply(entry, updating: &digest, using: hash) }
        cursor = end
        settle(fresh)
        relay(milliseconds: milliseconds)
        return .applied
    }

    private func end(of entries: [LogEntry]) -> LogPoint? {
        var point = cursor
        for entry in entries {
            guard let next = point.after(entry, using: hash) else { return nil }
            point = next
        }
        return point
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
    private mutating func settle(_ entries: [LogEntry]) {
        let judgements = Dictionary(
            entries.compactMap { entry in
                entry.change.map { ($0.dot, Judgement(of: $0, at: entry.position)) }
            }, uniquingKeysWith: { first, _ in first })
        for var own in overlay {
            guard let judgement = judgements[own.dot] else { continue }
            own.judgement = judgement
            if own.isRefused { handBack(own) }
        }
        overlay.removeAll { judgements[$0.dot] != nil }
    }
}
