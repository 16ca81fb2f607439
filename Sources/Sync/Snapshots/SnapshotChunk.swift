package import Causality

/// Where a snapshot begins: what concerns no single record, as it stood at the tail's start.
package struct SnapshotHead: Hashable, Sendable {
    /// The point from which the log has to be followed.
    package let tail: LogPoint
    /// What was held there, with the closed replicas.
    package let knowledge: Knowledge
    /// What was removed early there.
    package let removedEarly: [Dot: Set<RegisterAddress>]
    /// The empty form of every change that was ever refused, up to there.
    package let refused: [Dot: EmptyForm]
    /// Positions up to there whose entries nobody brought back after a restore.
    package let lost: [ClosedRange<UInt64>]
    /// The replicas with numbers, in the order of these.
    package let roll: [ReplicaID]
    /// The public keys that receipts were ever signed with.
    package let receiptKeys: [ReceiptKey]

    /// Begins a snapshot.
    package init(
        tail: LogPoint, knowledge: Knowledge, removedEarly: [Dot: Set<RegisterAddress>],
        refused: [Dot: EmptyForm], lost: [ClosedRange<UInt64>] = [], roll: [ReplicaID] = [],
        receiptKeys: [ReceiptKey] = []
    ) {
        self.tail = tail
        self.knowledge = knowledge
        self.removedEarly = removedEarly
        self.refused = refused
        self.lost = lost
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
    /// The records of the range that hold something.
    package let records: [Record]
    /// The records of the range that were deleted and compacted, as what is left of them.
    package let graves: [Grave]

    /// Brings the records of a range.
    package init(
        after: RecordKey?, through: RecordKey?, point: LogPoint, records: [Record],
        graves: [Grave] = []
    ) {
        self.after = after
        self.through = through
        self.point = point
        self.records = records
        self.graves = graves
    }

    /// Whether a record belongs to the range.
    func covers(_ key: RecordKey) -> Bool {
        (after.map { $0 < key } ?? true) && (through.map { key <= $0 } ?? true)
    }
}

/// What is left of a record that was deleted and compacted: enough to know it if it is named.
package struct Grave: Hashable, Sendable {
    /// The record.
    package let key: RecordKey
    /// The dots of its life register, in their order.
    package let life: [Dot]

    /// Keeps what is left.
    package init(key: RecordKey, life: [Dot]) {
        self.key = key
        self.life = life
    }
}

extension BookLog {
    /// Begins a snapshot whose tail starts at the present head.
    package func snapshotHead() -> SnapshotHead {
        SnapshotHead(
            tail: head, knowledge: state.knowledge, removedEarly: state.removedEarly,
            refused: state.refused)
    }

    /// The next so many records after a key, as they stand now; of those whose lives are over,
    /// their graves.
    package func snapshotChunk(after key: RecordKey?, countMax: Int) -> SnapshotChunk {
        let rest = state.records.keys.filter { candidate in key.map { $0 < candidate } ?? true }
        let keys = rest.sorted().prefix(countMax)
        return SnapshotChunk(
            after: key, through: keys.count == rest.count ? nil : keys.last, point: head,
            records: keys.map { state[$0].isOver ? state[$0].grave : state[$0] })
    }
}
