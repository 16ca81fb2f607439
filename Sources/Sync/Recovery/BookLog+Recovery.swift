package import Causality

/// The log comes back from the laptops after the server's database was restored.
///
///     open ──greet──▶ recovering ──offer──▶ recovering ──release──▶ open
///
/// Invariants:
/// 1. While it recovers, a book takes no change.
/// 2. What continues the log at its head comes back verbatim: same positions, stamps, verdicts.
/// 3. Whatever does not is appended with its old verdict and stamps; nothing is judged again, and
///    accepted outranks refused. A change whose dot was taken meanwhile, since a machine was cloned
///    and the server restored, is put aside with the others of its kind.
/// 4. A point that was named and that the log does not pass through in the end is superseded for
///    ever: whoever names it takes a snapshot, and no other recovery begins.
extension BookLog {
    /// Whether all points that a laptop knows are on the log.
    package mutating func greet(naming points: [LogPoint]) -> Greeting {
        if points.allSatisfy({ point(at: $0.position) == $0 }) { return .goOn }
        if !isRecovering, points.allSatisfy(isKnown) { return .snapshot }
        named.formUnion(points)
        isRecovering = true
        return .bringBack
    }

    /// Takes what a laptop holds of the log.
    ///
    /// Outside of a recovery it comes from a laptop that is too late for one, or that is to take a
    /// snapshot: what it alone holds is appended at once. The answer names the dots that other
    /// changes have taken, so that the laptop puts its own aside as well.
    @discardableResult
    package mutating func offer(
        _ entries: [VouchedEntry], naming points: [LogPoint]
    ) -> Set<Dot> {
        guard isRecovering else {
            appendMissing(of: entries)
            return Set(entries.compactMap { contradiction(to: $0.entry)?.dot })
        }
        named.formUnion(points)
        offered.formUnion(entries)
        return []
    }

    /// Ends the recovery with what was offered: all live devices came, or nobody waits any longer.
    package mutating func release() {
        guard isRecovering else { return }
        // Two histories may both go on from here; which one does is the same everywhere.
        let fromHead = Dictionary(grouping: offered.sorted(by: isEarlier), by: \.entry.position)
        while let next = fromHead[head.position + 1]?.first(where: continues) {
            append(next.entry.content)
        }
        appendMissing(of: offered)
        superseded.formUnion(named.filter { point(at: $0.position) != $0 })
        (named, offered, isRecovering) = ([], [], false)
    }

    private mutating func appendMissing(of entries: some Sequence<VouchedEntry>) {
        for vouched in entries.sorted(by: isEarlier) {
            if isMissing(vouched.entry) {
                append(vouched.entry.content)
            } else if let other = contradiction(to: vouched.entry) {
                quarantine.insert(other)
            }
        }
    }

    private func isKnown(_ point: LogPoint) -> Bool {
        superseded.contains(point) || self.point(at: point.position) == point
    }

    private func continues(_ vouched: VouchedEntry) -> Bool {
        head.after(vouched.entry, using: hash) == vouched.point
    }

    /// Whether an entry tells of a change that is not held, or that is held only as refused.
    private func isMissing(_ entry: LogEntry) -> Bool {
        guard let change = entry.change else { return false }
        guard state.knowledge.covers(change.dot) else { return true }
        guard case .payload = change.body else { return false }
        return state.refused[change.dot] != nil
    }

    /// The change of an entry whose dot another change has taken meanwhile.
    private func contradiction(to offered: LogEntry) -> SentChange? {
        guard let change = offered.change, case .payload(let payload) = change.body,
            let present = entry(of: change.dot)?.change,
            present.payloadHash(using: hash) != hash(payload)
        else { return nil }
        return SentChange(dot: change.dot, payload: payload)
    }

    // Two histories may have used a position; the hash only makes their order the same everywhere.
    private func isEarlier(_ left: VouchedEntry, than right: VouchedEntry) -> Bool {
        if left.point.position != right.point.position {
            return left.point.position < right.point.position
        }
        return left.point.hash.bytes.lexicographicallyPrecedes(right.point.hash.bytes)
    }
}
