/// Finds the records in which a laptop differs from the server that stands at the same point, and
/// what has to be fetched.
///
///     comparing ──compare──▶ comparing | fetching | sound | elsewhere
///     fetching  ──mend (of the copy)──▶ sound, or a snapshot has to be taken
///
/// Ranges that differ are cut in two until few records are left in them. Where no record differs
/// and the digests do, what is wrong is no record: then only a snapshot helps.
package struct Doctor: Hashable, Sendable {
    /// What is to be done next.
    package enum Step: Hashable, Sendable {
        /// Ask for digests.
        case compare(Comparison)
        /// Ask for records, and put them in the place of one's own.
        case fetch(RecordQuery)
        /// No record differs.
        case sound
        /// The server stands at another point: pull, and begin again.
        case elsewhere
    }

    /// Records of a range that are fetched rather than compared further.
    private static let fetchedCountMax: UInt64 = 16
    /// Ranges that are asked for at once.
    private static let rangesCountMax = 1_000

    private let point: LogPoint
    private var asked = [KeyRange.everything]
    private var waiting: [KeyRange] = []
    private var found: [KeyRange] = []

    /// Begins with all records, at the point up to which the log was applied.
    package init(at point: LogPoint) { self.point = point }

    /// What is asked first.
    package var beginning: Comparison { Comparison(point: point, ranges: asked) }

    /// Compares what the server told with what is there.
    package mutating func compare(_ digests: Digests, with copy: BookCopy) -> Step {
        guard digests.point == point, copy.cursor == point, digests.ranges.count == asked.count
        else { return .elsewhere }
        for (range, theirs) in zip(asked, digests.ranges) {
            let ours = copy.base.rangeDigest(of: range, using: copy.hash)
            guard ours != theirs else { continue }
            let halves =
                max(ours.count, theirs.count) > Self.fetchedCountMax
                ? copy.base.halves(of: range) : nil
            if let halves { waiting += halves } else { found.append(range) }
        }
        asked = Array(waiting.prefix(Self.rangesCountMax))
        waiting.removeFirst(asked.count)
        if !asked.isEmpty { return .compare(Comparison(point: point, ranges: asked)) }
        return found.isEmpty ? .sound : .fetch(RecordQuery(point: point, ranges: found))
    }
}

extension BookState {
    /// The two halves of a range by the records that are in it; `nil` where there is one at most.
    fileprivate func halves(of range: KeyRange) -> [KeyRange]? {
        let keys = records.keys.filter(range.covers).sorted()
        guard keys.count > 1 else { return nil }
        let middle = keys[keys.count / 2 - 1]
        return [
            KeyRange(after: range.after, through: middle),
            KeyRange(after: middle, through: range.through),
        ]
    }
}

extension BookCopy {
    /// Puts records as the server told them in the place of one's own of the same ranges; `false`
    /// if they were read at another point, or the base differs as before: then a snapshot has to
    /// be taken. The overlay stays.
    package mutating func mend(
        _ query: RecordQuery, with records: Records, digest server: ContentHash,
        milliseconds: UInt64
    ) -> Bool {
        guard query.point == cursor, records.point == cursor else { return false }
        base.replace(query.ranges, with: records.records)
        digest = StateDigest(of: base, using: hash)
        relay(milliseconds: milliseconds)
        return digest.bytes == server.bytes
    }
}

extension BookState {
    /// Puts records in the place of all that is in some ranges.
    fileprivate mutating func replace(_ ranges: [KeyRange], with records: [Record]) {
        for key in self.records.keys.filter({ key in ranges.contains { $0.covers(key) } }) {
            adopt(Record(key: key))
        }
        for record in records where ranges.contains(where: { $0.covers(record.key) }) {
            adopt(record)
        }
    }
}
