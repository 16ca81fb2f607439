extension Value {
    /// The members of a group; a value that is no group has none.
    package var members: [Member] {
        if case .group(let members) = self { return members }
        return []
    }

    /// A group with new members in the place of those that this program knows.
    ///
    /// Members that it does not know are copied as they stood: they were written by a newer
    /// program, and membership only grows.
    package func replacing(_ known: Set<UInt32>, with members: [Member]) -> Value {
        let kept = self.members.filter { !known.contains($0.number) }
        return .group((members + kept).sorted { $0.number < $1.number })
    }
}
