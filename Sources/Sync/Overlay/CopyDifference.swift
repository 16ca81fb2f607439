package import Causality

/// What has become of a laptop's copy of a book: all that its database has to write.
///
/// It is found by comparison, so nothing that a step changes can be forgotten.
package struct CopyDifference: Sendable {
    /// What became of a record.
    package struct RecordChange: Sendable {
        /// What was seen of it.
        package let before: Record
        /// What is held of it.
        package let now: HeldRecord
    }

    /// What became of one's own changes.
    package enum Overlay: Hashable, Sendable {
        /// Some left, some were judged, some were added at the end.
        case changed(left: [Dot], judged: [OwnChange], added: [OwnChange])
        /// They bear other names now: all of them are written anew.
        case rewritten([OwnChange])
    }

    /// The copy afterwards, of which single facts are read.
    package let after: BookCopy
    /// Whether one change was saved, and so nothing is different but what was added.
    package let isSave: Bool
    /// Whether the base is another one: what was kept of the old one goes.
    package let isNewBase: Bool
    /// The records that changed.
    package let records: [RecordChange]
    /// One's own changes.
    package let overlay: Overlay
    /// The chains that went on.
    package let chains: [Chain]
    /// The replicas of the log of which something changed; new ones last, by their numbers.
    package let replicas: [HeldReplica]
    /// What was refused, and what is so no longer.
    package let refused: [Dot: EmptyForm?]
    /// What was named early, and what is so no longer.
    package let removedEarly: [Dot: Set<RegisterAddress>]
    /// The changes that were handed back, and those that a person is done with.
    package let handedBack: (new: [OwnChange], gone: [Dot])
    /// Under which dots refused changes were sent again.
    package let resent: [Dot: Dot]
    /// The refused changes that are done with.
    package let dismissed: Set<Dot>
    /// Dots that name another change in the log than the one that was held, with all new names of
    /// it; with none where the log calls it so again.
    package let aside: [Dot: Set<Dot>]
    /// The entries that were kept and are not any more, all or none; the new ones.
    package let kept: (isCleared: Bool, new: [VouchedEntry])
    /// Entries of a history that may no longer count: the new ones, and those that are of no use
    /// any more.
    package let strays: (new: [VouchedEntry], gone: [LogPoint])
    /// Receipts that are worth keeping.
    package let receipts: [Receipt]

    /// Compares a copy with what it was before something was done; where the base was replaced,
    /// with no record at hand before, and all of them afterwards. Where a database has staged the
    /// new base already, what it holds of the records at hand is told.
    package init(
        from before: BookCopy, to after: BookCopy, isNewBase: Bool = false,
        over staged: [RecordKey: HeldRecord]? = nil
    ) {
        self.after = after
        isSave = false
        self.isNewBase = isNewBase
        records = Self.records(in: after) { key in
            staged.map { $0[key] } ?? (isNewBase ? nil : before.held(key))
        }
        overlay = Self.overlay(before.overlay, after.overlay)
        chains = after.chains.values.filter { before.chains[$0.last.replica] != $0 }
        replicas = Self.replicas(isNewBase ? nil : before, after)
        refused = changed(before.base.refused, after.base.refused)
        removedEarly = changed(before.base.removedEarly, after.base.removedEarly)
            .mapValues { $0 ?? [] }
        let (old, new) = (Set(before.handedBack.map(\.dot)), Set(after.handedBack.map(\.dot)))
        handedBack = (
            new: after.handedBack.filter { !old.contains($0.dot) },
            gone: old.subtracting(new).sorted()
        )
        resent = after.resent.filter { before.resent[$0.key] != $0.value }
        dismissed = after.dismissed.subtracting(before.dismissed)
        aside = changed(before.aside, after.aside).mapValues { $0 ?? [] }
        let isCleared = isNewBase || !before.kept.isEmpty && after.kept.isEmpty
        let keptBefore = isNewBase ? [] : Set(before.kept)
        kept =
            staged == nil
            ? (isCleared: isCleared, new: after.kept.filter { !keptBefore.contains($0) })
            : (isCleared: false, new: [])
        strays = (
            new: after.strays.subtracting(before.strays).sorted { $0.point < $1.point },
            gone: before.strays.subtracting(after.strays).map(\.point).sorted()
        )
        receipts = after.receipts.values.filter { before.receipts[$0.end] != $0 }
            .sorted { $0.end < $1.end }
    }

    /// What saving one change has done to the records that were laid out, without looking at
    /// anything else: no copy is kept of what may be long.
    package init(
        saving change: Change, over before: [RecordKey: HeldRecord], to after: BookCopy
    ) {
        self.after = after
        (isSave, isNewBase) = (true, false)
        records = Self.records(in: after) { before[$0] }
        // Not `suffix`, which would walk through all of a long overlay to make an array.
        overlay = .changed(left: [], judged: [], added: after.overlay.last.map { [$0] } ?? [])
        chains = after.chains[change.dot.replica].map { [$0] } ?? []
        (replicas, refused, removedEarly) = ([], [:], [:])
        (handedBack, resent, dismissed, aside) = (([], []), [:], [], [:])
        (kept, strays, receipts) = ((false, []), ([], []), [])
    }
}

extension CopyDifference {
    private static func records(
        in after: BookCopy, insteadOf before: (RecordKey) -> HeldRecord?
    ) -> [RecordChange] {
        (after.laid ?? []).sorted().compactMap { key in
            let (old, new) = (before(key), after.held(key))
            return old == new || old == nil && new.isEmpty
                ? nil : RecordChange(before: old?.seen ?? Record(key: key), now: new)
        }
    }

    private static func overlay(_ before: [OwnChange], _ after: [OwnChange]) -> Overlay {
        let dots = Set(after.map(\.dot))
        let stayed = before.filter { dots.contains($0.dot) }
        guard after.prefix(stayed.count).map(\.dot) == stayed.map(\.dot) else {
            return .rewritten(after)
        }
        let judged = zip(stayed, after).filter { $0.judgement != $1.judgement }.map(\.1)
        return .changed(
            left: before.map(\.dot).filter { !dots.contains($0) }, judged: judged,
            added: Array(after.dropFirst(stayed.count)))
    }

    private static func replicas(_ before: BookCopy?, _ after: BookCopy) -> [HeldReplica] {
        let (old, new) = (before?.base.knowledge ?? Knowledge(), after.base.knowledge)
        let known = Set(before?.roll.replicas ?? [])
        let told = after.roll.replicas.filter { replica in
            old.run(of: replica) != new.run(of: replica)
                || (old.closed[replica] == nil) != (new.closed[replica] == nil)
                || !known.contains(replica)
        }
        return told.map { replica in
            HeldReplica(
                id: replica, run: new.run(of: replica), isClosed: new.closed[replica] != nil,
                device: nil, edges: [:])
        }
    }
}
