import Causality

/// Entries that are held of one or several histories of a log, each tied to the one before it.
///
/// The hash of a point covers everything up to it, so which entry came before another is known for
/// certain wherever both are held. What an entry names is what bore the name in its own history.
struct Histories {
    private let hash: HashFunction
    private let held: [UInt64: [VouchedEntry]]
    /// What was found out so far: the entry before the one that ends at a point.
    private var before: [LogPoint: VouchedEntry] = [:]

    /// Looks at entries, in any order.
    init(_ held: [VouchedEntry], using hash: @escaping HashFunction) {
        self.held = Dictionary(grouping: held, by: \.point.position)
        self.hash = hash
    }

    /// The change that bore a dot when an entry came, of all those that bear it; `nil` where it is
    /// not held, nor all of what came after it.
    mutating func bearer(
        of dot: Dot, among bearers: [VouchedEntry], before vouched: VouchedEntry
    ) -> JudgedChange? {
        guard let lowest = bearers.map(\.point.position).min() else { return nil }
        var next = entry(before: vouched)
        while let entry = next, entry.point.position >= lowest {
            if let judged = entry.entry.change, judged.dot == dot { return judged }
            next = self.entry(before: entry)
        }
        return nil
    }

    private mutating func entry(before vouched: VouchedEntry) -> VouchedEntry? {
        if let known = before[vouched.point] { return known }
        guard vouched.point.position > 0 else { return nil }
        let found = held[vouched.point.position - 1]?.first {
            $0.point.after(vouched.entry, using: hash) == vouched.point
        }
        before[vouched.point] = found
        return found
    }
}
