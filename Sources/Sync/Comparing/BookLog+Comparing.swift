/// What a laptop is told that looks for the records in which it differs.
extension BookLog {
    /// The digests of ranges of records, as they stand at the head.
    package func answer(_ comparison: Comparison) -> Digests {
        Digests(
            point: head,
            ranges: comparison.ranges.map { state.rangeDigest(of: $0, using: hash) })
    }

    /// Records as they stand at the head; the one who asks sees by the point whether that is where
    /// he stands.
    package func answer(_ query: RecordQuery) -> Records {
        let inRanges = state.records.keys.filter { key in
            query.ranges.contains { $0.covers(key) }
        }
        let keys = Set(inRanges).union(query.keys.filter { state.records[$0] != nil })
        return Records(point: head, records: keys.sorted().map { state[$0] })
    }
}

extension KeyRange {
    /// All records.
    package static let everything = KeyRange(after: nil, through: nil)

    /// Whether a record belongs to the range.
    package func covers(_ key: RecordKey) -> Bool {
        (after.map { $0 < key } ?? true) && (through.map { key <= $0 } ?? true)
    }
}

extension BookState {
    /// The digest of the records of a range, and how many of them count.
    package func rangeDigest(of range: KeyRange, using hash: HashFunction) -> RangeDigest {
        let own = records.values.filter { range.covers($0.key) && !$0.isOver }
        let part = BookState(records: Dictionary(own.map { ($0.key, $0) }) { first, _ in first })
        return RangeDigest(
            digest: StateDigest(of: part, using: hash).hash,
            count: UInt64(own.count))
    }
}
