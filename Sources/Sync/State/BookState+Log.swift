import Causality

/// An entry of the log as it is applied: read once, however many look at it.
///
/// A payload that cannot be read is none of an entry's: whoever accepted it has read it.
enum Effect: Hashable, Sendable {
    case change(Change, Stamp)
    case form(EmptyForm)
    case closing(ReplicaID)
    case none

    init(of entry: LogEntry) {
        switch entry.content {
        case .closed(let replica): self = .closing(replica)
        case .lost: self = .none
        case .change(let judged):
            switch judged.body {
            case .empty(let form): self = .form(form)
            case .payload(let payload):
                let change = try? Change(payload: payload)
                self = change.map { .change($0, judged.stamps.effective) } ?? .none
            }
        }
    }
}

extension BookState {
    /// Applies one entry of the log, in whatever order the entries come.
    package mutating func apply(_ entry: LogEntry) { apply(Effect(of: entry)) }

    mutating func apply(_ effect: Effect) {
        switch effect {
        case .closing(let replica): close(replica)
        case .form(let form): apply(form)
        case .change(let change, let stamp): apply(change, stamp: stamp)
        case .none: break
        }
    }
}
