package import Causality

extension BookCopy {
    /// Puts a snapshot into the place of the base, in one step; the overlay stays as it is.
    ///
    /// A change of the overlay that the snapshot covers stays until it was sent again and got its
    /// verdict: only then is it known that the log holds this change under its dot, and no other.
    /// Verdicts that were heard before may be of a history that no longer counts, and so may the
    /// entries that were kept: they stay, to be offered. Without a roll all replicas are named in
    /// full.
    ///
    /// The answer is the first change of the overlay whose dot the snapshot shows to be another's.
    /// It has to be entered again before anything is saved: from then on its dot means what the
    /// snapshot shows, and up to then it means one's own.
    @discardableResult
    package mutating func replaceBase(
        with state: BookState, at point: LogPoint, roll: Roll = Roll(), milliseconds: UInt64
    ) -> Dot? {
        strays = Set(vouched)
        kept = []
        base = state
        cursor = point
        self.roll = roll
        digest = StateDigest(of: state, using: hash)
        for index in overlay.indices { overlay[index].judgement = nil }
        relay(milliseconds: milliseconds)
        return overlay.first { own in showsAnother(under: own.change) }?.dot
    }

    /// Whether the base shows, in a register to which a change writes, another change's value under
    /// its dot.
    private func showsAnother(under change: Change) -> Bool {
        guard base.knowledge.covers(change.dot) else { return false }
        return change.writes.contains { write in
            let register = base[write.address.record][write.address.key]
            guard let sibling = register.siblings.first(where: { $0.dot == change.dot }) else {
                return false
            }
            let latest = sibling.accepted?.milliseconds ?? .max
            return sibling.value != write.value
                || sibling.stamp != change.claimed.credible(at: latest)
        }
    }
}
