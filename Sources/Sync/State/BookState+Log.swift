import Causality

/// An entry of the log with its change, which is decoded once.
struct OpenedEntry {
    let entry: LogEntry
    /// The change, unless the entry tells of none or of an empty one.
    let change: Change?

    /// Opens an entry. A payload that cannot be read is none of an entry's: whoever accepted it
    /// has read it.
    init(_ entry: LogEntry, decoded: Change? = nil) {
        self.entry = entry
        guard let decoded else {
            change = entry.change?.decoded
            return
        }
        change = decoded
    }
}

extension BookState {
    /// Applies one entry of the log, in whatever order the entries come.
    package mutating func apply(_ entry: LogEntry) { apply(OpenedEntry(entry)) }

    mutating func apply(_ opened: OpenedEntry) {
        switch opened.entry.content {
        case .closed(let replica): close(replica)
        case .change(let judged):
            switch judged.body {
            case .empty(let form): apply(form)
            case .payload:
                guard let change = opened.change else { return }
                let stamps = judged.stamps
                apply(change, stamp: stamps.effective, accepted: stamps.accepted)
            }
        }
    }
}
