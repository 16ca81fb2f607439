extension BookCopy {
    /// Puts a snapshot into the place of the base, in one step; the overlay stays as it is.
    ///
    /// A change of the overlay that the snapshot covers stays until it was sent again and got its
    /// verdict: only then is it known that the log holds this change under its dot, and no other.
    /// Verdicts that were heard before may be of a history that no longer counts, and so may the
    /// entries that were kept: they stay, to be offered. Without a roll all replicas are named in
    /// full.
    package mutating func replaceBase(
        with state: BookState, at point: LogPoint, roll: Roll = Roll(), milliseconds: UInt64
    ) {
        strays = Set(vouched)
        kept = []
        base = state
        cursor = point
        self.roll = roll
        digest = StateDigest(of: state, using: hash)
        for index in overlay.indices { overlay[index].judgement = nil }
        relay(milliseconds: milliseconds)
    }
}
