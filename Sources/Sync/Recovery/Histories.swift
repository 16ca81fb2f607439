import Causality

/// Entries that are held of one or several histories of a log, each tied to the one before it.
///
/// The hash of a point covers everything up to it, so which entry came before another is known for
/// certain wherever both are held. What an entry names is what bore the name in its own history.
struct Histories {
    private let held: [VouchedEntry]
    /// The place of the entry before each, in its own history.
    private let before: [Int?]
    private let places: [LogPoint: Int]

    /// Ties entries to each other.
    init(_ held: [VouchedEntry], using hash: HashFunction) {
        let byPosition = Dictionary(grouping: held.indices) { held[$0].point.position }
        before = held.map { vouched in
            guard vouched.point.position > 0 else { return nil }
            return byPosition[vouched.point.position - 1]?.first {
                held[$0].point.after(vouched.entry, using: hash) == vouched.point
            }
        }
        places = Dictionary(held.indices.map { (held[$0].point, $0) }) { first, _ in first }
        self.held = held
    }

    /// The change that bore a dot when an entry came; `nil` where it is not held, nor all of what
    /// came after it.
    func bearer(of dot: Dot, before vouched: VouchedEntry) -> JudgedChange? {
        var next = places[vouched.point].flatMap { before[$0] }
        while let place = next {
            if let judged = held[place].entry.change, judged.dot == dot { return judged }
            next = before[place]
        }
        return nil
    }
}
