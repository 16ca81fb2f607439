import Causality

extension BookState {
    /// Applies one entry of the log, in whatever order the entries come.
    ///
    /// A payload that cannot be read is none of an entry's: whoever accepted it has read it.
    package mutating func apply(_ entry: LogEntry) {
        switch entry.content {
        case .closed(let replica): close(replica)
        case .lost: break
        case .change(let change):
            switch change.body {
            case .empty(let form): apply(form)
            case .payload(let payload):
                guard let decoded = try? Change(payload: payload) else { return }
                apply(decoded, stamp: change.stamps.effective)
            }
        }
    }
}
