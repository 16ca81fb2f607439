import Causality

/// How the overlay lies on the base.
extension BookCopy {
    /// Lays one more change on top.
    mutating func cover(_ change: Change, milliseconds: UInt64) {
        if overlay.count == 1 { return relay(milliseconds: milliseconds) }
        for key in change.records where touched.insert(key).inserted { top.adopt(base[key]) }
        top.apply(change, stamp: change.claimed.credible(at: milliseconds))
    }

    /// Lays the whole overlay on the base anew, after the base or the overlay changed.
    ///
    /// What a snapshot has brought already is left to it, whatever became of it there.
    mutating func relay(milliseconds: UInt64) {
        touched = Set(overlay.flatMap(\.change.records))
        top = BookState(
            knowledge: base.knowledge, records: [:], removedEarly: base.removedEarly,
            refused: base.refused)
        for key in touched { top.adopt(base[key]) }
        for own in overlay where !base.knowledge.covers(own.dot) {
            if let form = own.emptied {
                top.apply(form)
            } else {
                top.apply(
                    own.change, stamp: own.stamp(at: milliseconds),
                    accepted: own.judgement?.stamps.accepted)
            }
        }
    }
}
