package import Causality

/// What has become of a book since it was laid out: all that a database has to write.
///
/// It is found by comparison, so nothing that a step changes can be forgotten.
package struct LogDifference: Sendable {
    /// The book afterwards, of which single facts are read.
    package let after: BookLog
    /// The entries that were written.
    package let entries: [LogEntry]
    /// The receipts that were signed.
    package let receipts: [Receipt]
    /// The records that those entries reached and whose lives were over, as they were before.
    package let graves: [UInt64: [Record]]
    /// The records that changed, in their order; what holds nothing any more is to be removed.
    package let records: [Record]
    /// The replicas of which something changed; new ones stand last, by their first appearance.
    package let replicas: [HeldReplica]
    /// What was refused, and what is so no longer.
    package let refused: [Dot: EmptyForm?]
    /// What was named early, and what is so no longer.
    package let removedEarly: [Dot: Set<RegisterAddress>]
    /// The records whose making was refused, and those that were made after all.
    package let unborn: [RecordKey: Bool]
    /// The payloads that were put aside.
    package let quarantine: Set<SentChange>
    /// The points that no longer count.
    package let superseded: Set<LogPoint>
    /// The devices that were heard.
    package let presences: [DeviceID: Attendance.Presence]

    /// Compares a book with what was laid out of it.
    package init(from before: LogExcerpt, to after: BookLog) {
        self.after = after
        let position = before.tail.head.position
        entries = Array(after.tail.entries(after: position, countMax: .max))
        receipts = after.receipts.filter { $0.start.position >= position }
        graves = after.graves.filter { $0.key > position }
        records = Self.records(before.state, after.state)
        replicas = Self.replicas(before, after, entries)
        refused = changed(before.state.refused, after.state.refused)
        removedEarly = changed(before.state.removedEarly, after.state.removedEarly)
            .mapValues { $0 ?? [] }
        let births = after.unborn.subtracting(before.unborn).map { ($0, true) }
        let made = before.unborn.subtracting(after.unborn).map { ($0, false) }
        unborn = Dictionary(uniqueKeysWithValues: births + made)
        quarantine = after.quarantine
        superseded = after.superseded.subtracting(before.superseded)
        presences = after.attendance.presences.filter { device, presence in
            before.attendance.presences[device] != presence
        }
    }

    private static func records(_ before: BookState, _ after: BookState) -> [Record] {
        let records = after.records.values.filter { before.records[$0.key] != $0 }
        let gone = before.records.keys.filter { after.records[$0] == nil }
        return (records + gone.map { Record(key: $0) }).sorted { $0.key < $1.key }
    }
}

/// What a database keeps of a replica.
package struct HeldReplica: Hashable, Sendable {
    /// The replica.
    package let id: ReplicaID
    /// Which of its changes are held.
    package let run: CounterRun
    /// Whether it ended and was folded.
    package let isClosed: Bool
    /// The device that writes as it, as far as a change told.
    package let device: DeviceID?
    /// The links that are known of it.
    package let edges: [UInt64: ContentHash]

    /// Keeps what was stored.
    package init(
        id: ReplicaID, run: CounterRun, isClosed: Bool, device: DeviceID?,
        edges: [UInt64: ContentHash]
    ) {
        self.id = id
        self.run = run
        self.isClosed = isClosed
        self.device = device
        self.edges = edges
    }
}

extension LogDifference {
    private static func replicas(
        _ before: LogExcerpt, _ after: BookLog, _ entries: [LogEntry]
    ) -> [HeldReplica] {
        var (touched, isKnown) = ([ReplicaID](), Set<ReplicaID>())
        for entry in entries {
            let replica =
                switch entry.content {
                case .change(let judged): judged.dot.replica
                case .closed(let replica): replica
                }
            guard isKnown.insert(replica).inserted else { continue }
            touched.append(replica)
        }
        let old = touched.filter { before.state.knowledge.run(of: $0).highest > 0 }
        let new = touched.filter { before.state.knowledge.run(of: $0).highest == 0 }
        return (old + new).map { after.held($0) }
    }
}

extension BookLog {
    /// What a database keeps of a replica.
    fileprivate func held(_ replica: ReplicaID) -> HeldReplica {
        HeldReplica(
            id: replica, run: state.knowledge.run(of: replica),
            isClosed: state.knowledge.closed[replica] != nil,
            device: ownership.device(of: replica), edges: chains.edges(of: replica))
    }
}

/// What stands under other keys, or otherwise, than it did before.
func changed<Key, Value: Equatable>(
    _ before: [Key: Value], _ after: [Key: Value]
) -> [Key: Value?] {
    if before.isEmpty, after.isEmpty { return [:] }
    var changed: [Key: Value?] = after.filter { before[$0.key] != $0.value }
    for key in before.keys where after[key] == nil { changed[key] = .some(nil) }
    return changed
}
