import Causality

/// What a state tells of who bears the dot of a change.
enum Bearer {
    /// The change itself.
    case itself
    /// Another change, of another life of the same machine.
    case another
    /// It tells nothing: nobody bears the dot yet, or its values were replaced since.
    case unknown
}

extension BookState {
    /// Who bears the dot of a change, as far as what was refused and the registers to which the
    /// change writes tell.
    func bearer(of change: Change, using hash: HashFunction) -> Bearer {
        guard knowledge.covers(change.dot) else { return .unknown }
        if let form = refused[change.dot] {
            return form.payloadHash == hash(change.payload) ? .itself : .another
        }
        var bearer = Bearer.unknown
        for write in change.writes {
            let register = self[write.address.record][write.address.key]
            guard let sibling = register.siblings.first(where: { $0.dot == change.dot }) else {
                continue
            }
            guard sibling.shows(write, of: change) else { return .another }
            bearer = .itself
        }
        return bearer
    }
}

extension Sibling {
    fileprivate func shows(_ write: Write, of change: Change) -> Bool {
        let latest = accepted?.milliseconds ?? .max
        return value == write.value && stamp == change.claimed.credible(at: latest)
    }
}
