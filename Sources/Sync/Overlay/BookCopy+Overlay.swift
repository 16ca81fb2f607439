import Causality

/// How the overlay lies on the base.
extension BookCopy {
    /// Lays one more change on top.
    mutating func cover(_ change: Change, milliseconds: UInt64) {
        if overlay.count == 1 { return relay(milliseconds: milliseconds) }
        for key in change.records where touched.insert(key).inserted { top.adopt(base[key]) }
        top.apply(change, stamp: change.claimed.credible(at: corrected(milliseconds)))
    }

    /// Lays the whole overlay on the base anew, after the base or the overlay changed.
    ///
    /// What a snapshot has brought already is left to it, whatever became of it there.
    mutating func relay(milliseconds: UInt64) {
        dropReentered()
        touched = Set(overlay.flatMap(\.change.records))
        let atHand = laid.map(touched.intersection) ?? touched
        top = BookState(
            knowledge: base.knowledge, records: [:], removedEarly: base.removedEarly,
            refused: base.refused)
        for key in atHand { top.adopt(base[key]) }
        for own in overlay where !base.knowledge.covers(own.dot) {
            if let form = own.emptied {
                top.apply(form)
            } else {
                top.apply(
                    laid.map(own.change.restricted) ?? own.change,
                    stamp: own.stamp(at: corrected(milliseconds)),
                    accepted: own.judgement?.stamps.accepted)
            }
        }
    }
}

extension Change {
    /// The change as far as it writes to some records: what it does to them is the same.
    func restricted(to records: Set<RecordKey>) -> Change {
        Change(
            dot: dot, device: device, author: author, claimed: claimed,
            schemaVersion: schemaVersion,
            ascending: writes.filter { records.contains($0.address.record) }, extras: extras)
    }
}
