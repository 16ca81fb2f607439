import Causality

/// What a state tells of who bears the dot of a change.
enum Bearer {
    /// The change itself.
    case itself
    /// Another change, of another life of the same machine.
    case another
    /// It tells nothing for sure: nobody bears the dot yet, or what is left may be either's.
    case unknown
}

extension BookState {
    /// Whether it holds what bears a dot and was judged so once; but accepted outranks refused.
    func holds(_ dot: Dot, as ruling: Ruling) -> Bool {
        knowledge.covers(dot) && (ruling.isRefusal || refused[dot] == nil)
    }

    /// Who bears the dot of a change, as far as what was refused and the registers to which the
    /// change writes tell.
    func bearer(of change: Change, using hash: HashFunction) -> Bearer {
        guard knowledge.covers(change.dot) else { return .unknown }
        if let form = refused[change.dot] {
            return form.payloadHash == hash(change.payload) ? .itself : .another
        }
        return change.records.contains { self[$0].showsAnother(than: change) } ? .another : .unknown
    }
}

extension Record {
    /// Whether another change than this one has written here under its dot.
    func showsAnother(than change: Change) -> Bool {
        change.writes(to: key).contains { write in
            let sibling = self[write.address.key].siblings.first { $0.dot == change.dot }
            return sibling.map { !$0.shows(write, of: change) } ?? false
        }
    }
}

extension Sibling {
    fileprivate func shows(_ write: Write, of change: Change) -> Bool {
        let latest = accepted?.milliseconds ?? .max
        return value == write.value && stamp == change.claimed.credible(at: latest)
    }
}
