package import Causality

/// Where a snapshot begins: what concerns no single record, as it stood at one point.
package struct SnapshotHead: Hashable, Sendable {
    /// The point from which the log has to be followed, and kept: backups hold what is before it.
    package let tail: LogPoint
    /// The point at which all the rest was read.
    package let point: LogPoint
    /// What was held there, with the closed replicas.
    package let knowledge: Knowledge
    /// What was removed early there.
    package let removedEarly: [Dot: Set<RegisterAddress>]
    /// The empty form of every change that was ever refused, up to there.
    package let refused: [Dot: EmptyForm]
    /// The replicas with numbers, in the order of these.
    package let roll: [ReplicaID]
    /// The public keys that receipts were ever signed with.
    package let receiptKeys: [ReceiptKey]

    /// Begins a snapshot.
    package init(
        tail: LogPoint, point: LogPoint, knowledge: Knowledge,
        removedEarly: [Dot: Set<RegisterAddress>], refused: [Dot: EmptyForm],
        roll: [ReplicaID] = [], receiptKeys: [ReceiptKey] = []
    ) {
        self.tail = tail
        self.point = point
        self.knowledge = knowledge
        self.removedEarly = removedEarly
        self.refused = refused
        self.roll = roll
        self.receiptKeys = receiptKeys
    }
}

/// The records of one range of keys, as they stood at one point of the log.
package struct SnapshotChunk: Hashable, Sendable {
    /// The key that the range begins after; `nil` at the beginning.
    package let after: RecordKey?
    /// The last key of the range; `nil` where it goes to the end.
    package let through: RecordKey?
    /// The point at which the records were read.
    package let point: LogPoint
    /// The records of the range that hold something; of those whose lives are over, the graves.
    package let records: [Record]

    /// Brings the records of a range.
    package init(
        after: RecordKey?, through: RecordKey?, point: LogPoint, records: [Record]
    ) {
        self.after = after
        self.through = through
        self.point = point
        self.records = records
    }

    /// Whether a record belongs to the range.
    func covers(_ key: RecordKey) -> Bool {
        KeyRange(after: after, through: through).covers(key)
    }
}

extension BookLog {
    /// Begins a snapshot at the present head, whose tail starts where backups end.
    package func snapshotHead() -> SnapshotHead {
        SnapshotHead(
            tail: point(at: durable) ?? head, point: head, knowledge: state.knowledge,
            removedEarly: state.removedEarly, refused: state.refused, roll: roll.replicas,
            receiptKeys: verifier.known)
    }

    /// The next so many records, and bytes of them, after a key, as they stand now; of those whose
    /// lives are over, their graves. One record goes whatever its size.
    package func snapshotChunk(
        after key: RecordKey?, countMax: Int, bytesMax: Int = 4 << 20
    ) -> SnapshotChunk {
        let rest = state.records.keys.filter { candidate in key.map { $0 < candidate } ?? true }
        var (records, bytes) = ([Record](), 0)
        for key in rest.sorted().prefix(countMax) {
            let record = state[key].isOver ? state[key].grave : state[key]
            bytes += record.encoded.count
            guard records.isEmpty || bytes <= bytesMax else { break }
            records.append(record)
        }
        return SnapshotChunk(
            after: key, through: records.count == rest.count ? nil : records.last?.key,
            point: head, records: records)
    }
}
