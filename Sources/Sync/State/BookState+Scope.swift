import Causality

/// What an entry of the log can change in a state: nothing outside of it.
struct Scope: Hashable, Sendable {
    /// The records whose registers may change.
    var records: Set<RecordKey> = []
    /// The dots that may be refused or removed early afterwards, or no longer.
    var dots: Set<Dot> = []

    /// What is in this and not in the other, at the cost of this one's size: the other may hold
    /// thousands, and `subtracting` would go through all of them.
    func without(_ other: Scope) -> Scope {
        Scope(
            records: other.records.isEmpty
                ? records : records.filter { !other.records.contains($0) },
            dots: other.dots.isEmpty ? dots : dots.filter { !other.dots.contains($0) })
    }

    /// Takes in the other.
    mutating func formUnion(_ other: Scope) {
        records.formUnion(other.records)
        dots.formUnion(other.dots)
    }
}

extension BookState {
    /// What an entry can change here, computed before it is applied.
    func scope(of opened: OpenedEntry) -> Scope {
        guard let judged = opened.entry.change,
            refused[judged.dot] != nil || !knowledge.covers(judged.dot)
        else { return Scope() }
        if let change = opened.change, case .payload = judged.body, isPlain(change) {
            return Scope(records: Set(change.records))
        }
        let named = removedEarly[judged.dot] ?? []
        var scope = Scope(records: Set(named.map(\.record)), dots: [judged.dot])
        switch judged.body {
        case .empty(let form):
            for address in named {
                scope.dots.formUnion(naming(form.replaced(at: address), at: address))
            }
        case .payload:
            guard let change = opened.change else { return scope }
            scope.records.formUnion(change.records)
            for write in change.writes {
                scope.dots.formUnion(naming(write.replaces, at: write.address))
            }
        }
        return scope
    }

    /// Applies an entry to everything but the records that are known to hold it already.
    mutating func apply(_ opened: OpenedEntry, except isSettled: (RecordKey) -> Bool) {
        let settled = scope(of: opened).records.filter(isSettled).map { self[$0] }
        apply(opened)
        for record in settled { adopt(record) }
    }
}
