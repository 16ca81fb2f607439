import Causality

/// What an entry of the log can change in a state: nothing outside of it.
struct Scope: Hashable, Sendable {
    /// The records whose registers may change.
    var records: Set<RecordKey> = []
    /// The dots that may be refused or removed early afterwards, or no longer.
    var dots: Set<Dot> = []
}

extension BookState {
    /// What an entry can change here, computed before it is applied.
    func scope(of effect: Effect) -> Scope {
        switch effect {
        case .form(let form) where isNews(form.dot): return scope(of: form)
        case .change(let change, _) where isNews(change.dot): return scope(of: change)
        default: return Scope()
        }
    }

    private func isNews(_ dot: Dot) -> Bool { refused[dot] != nil || !knowledge.covers(dot) }

    private func scope(of form: EmptyForm) -> Scope {
        let named = removedEarly[form.dot] ?? []
        var scope = Scope(records: Set(named.map(\.record)), dots: [form.dot])
        for address in named {
            scope.dots.formUnion(naming(form.replaced(at: address), at: address))
        }
        return scope
    }

    private func scope(of change: Change) -> Scope {
        let named = removedEarly[change.dot] ?? []
        var scope = Scope(records: Set(named.map(\.record)), dots: [change.dot])
        scope.records.formUnion(change.records)
        for write in change.writes {
            scope.dots.formUnion(naming(write.replaces, at: write.address))
        }
        return scope
    }

    /// Applies an entry to everything but the records that are known to hold it already.
    mutating func apply(_ entry: LogEntry, except isSettled: (RecordKey) -> Bool) {
        let effect = Effect(of: entry)
        let settled = scope(of: effect).records.filter(isSettled).map { self[$0] }
        apply(effect)
        for record in settled { adopt(record) }
    }
}
