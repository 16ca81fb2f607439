package import Causality

/// The log comes back from the laptops after the server's database was restored.
///
///     open ──beginRecovery──▶ recovering ──offer──▶ recovering ──release──▶ open
///
/// Invariants:
/// 1. While it recovers, a book takes no change.
/// 2. What continues the log at its head comes back verbatim: same positions, stamps, verdicts.
/// 3. Whatever does not is appended with its old verdict and stamps; nothing is judged again, and
///    accepted outranks refused. A change whose dot was taken meanwhile, since a machine was cloned
///    and the server restored, is put aside with an alarm, and entered again under another dot,
///    accepted or refused as it was; so is what names it.
/// 4. A point that was named and that the log does not pass through in the end is superseded for
///    ever: whoever names it takes a snapshot, and no other recovery begins.
/// 5. Nothing that no receipt vouches for comes in this way, and no point is superseded, nor makes
///    a book stand still, that no receipt vouches for.
///
/// A position that nobody holds needs no entry of its own: what follows it is appended as well,
/// under new positions, and whoever passed it takes a snapshot.
extension BookLog {
    /// Lets the book stand still: its database is old.
    package mutating func beginRecovery(milliseconds: UInt64) {
        recovery = recovery ?? Recovery(sinceMilliseconds: milliseconds)
    }

    /// Takes what a laptop holds of the log.
    ///
    /// Outside of a recovery it comes from a laptop that is too late for one, or that is to take a
    /// snapshot: what it alone holds is appended at once. The answer names the dots under
    /// which the laptop holds what was entered again, so that it no longer means that by them.
    @discardableResult
    package mutating func offer(_ offer: Offer, from device: DeviceID) -> Set<Dot> {
        let proof = verifier.proof(by: offer.receipts)
        let proved = offer.entries.filter { proof.vouches(for: $0, using: hash) }
        guard isRecovering else {
            appendMissing(of: proved, meaning: offer.meaningsByPoint)
            seal()
            return Set(proved.compactMap(\.entry.change).filter(isReentered).map(\.dot))
        }
        recovery?.named.formUnion(offer.points.filter(proof.vouches))
        recovery?.take(proved, meaning: offer.meaningsByPoint)
        if offer.isComplete { recovery?.finished.insert(device) }
        return []
    }

    /// Ends the recovery if all live devices have brought what they hold, or nobody waits longer.
    @discardableResult
    package mutating func releaseIfOver(milliseconds: UInt64) -> Bool {
        let live = attendance.live(at: milliseconds)
        guard let recovery, recovery.isOver(live: live, at: milliseconds) else { return false }
        release()
        return true
    }

    /// Ends the recovery with what was offered.
    package mutating func release() {
        guard let recovery else { return }
        let fromHead = Dictionary(
            grouping: recovery.offered.sorted { $0.point < $1.point }, by: \.entry.position)
        while let next = fromHead[head.position + 1]?.first(where: continues) {
            take(back: next.entry.content)
        }
        appendMissing(of: recovery.offered, meaning: recovery.meanings)
        superseded.formUnion(recovery.named.filter { !isOnLog($0) })
        self.recovery = nil
        seal()
    }
}

extension BookLog {
    private mutating func appendMissing(
        of entries: some Sequence<VouchedEntry>, meaning meanings: [LogPoint: Offer.Meanings]
    ) {
        for vouched in entries.sorted(by: { $0.point < $1.point }) {
            guard let judged = vouched.entry.change else { continue }
            let meanings = meanings[vouched.point] ?? [:]
            if isMissing(judged) {
                if namesReentered(judged, meaning: meanings) {
                    reenter(judged, meaning: meanings)
                } else {
                    take(back: .change(judged))
                }
            } else if isContradicted(judged) {
                reenter(judged, meaning: meanings)
            } else if !state.knowledge.covers(judged.dot) {
                putAside(reentered: judged)
            }
        }
    }

    /// Writes an entry again. A link that does not fit is of no account: it was accepted once.
    mutating func take(back content: LogEntry.Content) {
        if case .change(let change) = content, !state.knowledge.covers(change.dot) {
            _ = chains.append(
                change.dot, payloadHash: change.payloadHash(using: hash), after: nil, using: hash)
        }
        append(content)
    }

    func isOnLog(_ point: LogPoint) -> Bool { self.point(at: point.position) == point }

    private func continues(_ vouched: VouchedEntry) -> Bool {
        head.after(vouched.entry, using: hash) == vouched.point
    }

    /// Whether a change is not held, or held only as refused.
    private func isMissing(_ change: JudgedChange) -> Bool {
        guard state.knowledge.covers(change.dot) else { return !isReentered(change) }
        return !change.ruling.isRefusal && isOnlyRefused(change)
    }

    /// Whether another change has taken the dot of a change meanwhile.
    private func isContradicted(_ change: JudgedChange) -> Bool {
        places[change.dot].map { $0.payloadHash != change.payloadHash(using: hash) } ?? false
    }
}
