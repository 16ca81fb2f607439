package import Causality

/// What a person does with his changes that were refused; until then they stay in his hands.
extension BookCopy {
    /// Sends a refused change again under a new dot, as it was or with other values; `nil` if it
    /// is not among those that were handed back.
    ///
    /// What is sent again later names the new dot where it named the refused one: it was made over
    /// what stands there now.
    package mutating func resend(
        _ refused: Dot, changing values: [RegisterAddress: Value] = [:], as replica: ReplicaID,
        milliseconds: UInt64
    ) -> Change? {
        guard let own = handedBack.first(where: { $0.dot == refused }) else { return nil }
        let names = resent.mapValues { [$0] as Set }.merging(aside) { $0.union($1) }
        let writes = own.change.writes.map { write in
            let replaces = write.replaces.flatMap { names[$0] ?? [$0] }
            return Write(
                address: write.address, value: values[write.address] ?? write.value,
                replaces: Array(replaces.prefix(Change.Limits.replacesMax)))
        }
        let change = save(writes, as: replica, milliseconds: milliseconds)
        for (old, new) in resent where new == refused { resent[old] = change.dot }
        resent[refused] = change.dot
        discard(refused)
        return change
    }

    /// Throws a refused change away: its author does not want it any more.
    package mutating func discard(_ refused: Dot) {
        guard handedBack.contains(where: { $0.dot == refused }) else { return }
        dismissed.insert(refused)
        unhand(refused)
    }
}
