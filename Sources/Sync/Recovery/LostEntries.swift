import Causality

/// Entries of a log as it was before its database was restored, which nobody has brought back.
///
/// They are known by their positions alone: they lay between others, or below others, that were
/// brought. Whoever brings one later takes it off.
package struct LostEntries: Hashable, Sendable {
    /// When the book began to stand still, in milliseconds: they were accepted before.
    package let recoveringSince: UInt64
    /// Where they stood.
    package let positions: ClosedRange<UInt64>

    /// Keeps what was found.
    package init(recoveringSince: UInt64, positions: ClosedRange<UInt64>) {
        self.recoveringSince = recoveringSince
        self.positions = positions
    }

    /// What is left of them without those at some positions.
    fileprivate func without(_ found: [ClosedRange<UInt64>]) -> [LostEntries] {
        CounterRun(found).missing(from: CounterRun([positions])).map {
            LostEntries(recoveringSince: recoveringSince, positions: $0)
        }
    }
}

extension LogDifference {
    /// What is lost afterwards, where that much was lost before and these entries were brought.
    package func lost(
        of before: LogExcerpt, bringing offered: some Sequence<VouchedEntry>,
        whereLost known: [LostEntries], using hash: HashFunction
    ) -> [LostEntries] {
        let written = Set(entries.compactMap(\.change?.dot))
        let came = offered.filter { vouched in
            guard let judged = vouched.entry.change else { return false }
            return written.contains(judged.dot)
                || judged.reentryDot(using: hash).map(written.contains) ?? false
        }
        let rest = known.flatMap { lost in
            lost.without(came.filter { lost.isOldest(of: known, for: $0) }.map(\.position))
        }
        guard let recovery = before.recovery, after.recovery == nil else { return rest }
        // What comes so late that an earlier recovery missed it tells nothing of this log.
        let earlier = known.map(\.recoveringSince).max() ?? 0
        let reached = Set(came).union(recovery.offered.filter { superseded.contains($0.point) })
            .filter { $0.acceptedMilliseconds > earlier }.map(\.point.position)
        guard let first = reached.min(), let last = reached.max() else { return rest }
        let gone = LostEntries(
            recoveringSince: recovery.sinceMilliseconds,
            positions: min(first, before.tail.head.position + 1)...last)
        return rest + gone.without(recovery.offered.map(\.position))
    }
}

extension LostEntries {
    /// Whether an entry is one of these: of those lost since it was accepted the oldest that stood
    /// there.
    fileprivate func isOldest(of all: [LostEntries], for vouched: VouchedEntry) -> Bool {
        all.filter {
            $0.recoveringSince >= vouched.acceptedMilliseconds
                && $0.positions.contains(vouched.point.position)
        }.map(\.recoveringSince).min() == recoveringSince
    }
}

extension VouchedEntry {
    fileprivate var acceptedMilliseconds: UInt64 { entry.change?.stamps.accepted.milliseconds ?? 0 }

    fileprivate var position: ClosedRange<UInt64> { point.position...point.position }
}
