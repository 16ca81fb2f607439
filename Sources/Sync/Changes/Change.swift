package import Causality

/// What a person or a job did at once: a group of writes that is applied whole or not at all.
///
/// Invariant: each register stands once at most among the writes, and they are in its order.
package struct Change: Hashable, Sendable {
    /// The name of the change.
    package let dot: Dot
    /// The device it was made on.
    package let device: DeviceID
    /// When its author's clock says it was made.
    package let claimed: Stamp
    /// The version of the catalog that its author knew.
    package let schemaVersion: UInt32
    /// What it writes, in the order of the registers.
    package let writes: [Write]

    /// Gathers writes to one change; of two to the same register the later one counts.
    package init(
        dot: Dot, device: DeviceID, claimed: Stamp, schemaVersion: UInt32, writes: [Write]
    ) {
        self.dot = dot
        self.device = device
        self.claimed = claimed
        self.schemaVersion = schemaVersion
        self.writes = Dictionary(writes.map { ($0.address, $0) }, uniquingKeysWith: { $1 })
            .values.sorted { $0.address < $1.address }
    }
}

extension Change {
    /// The records that it writes to, each once, in their order.
    package var records: [RecordKey] {
        writes.reduce(into: []) { records, write in
            if records.last != write.address.record { records.append(write.address.record) }
        }
    }

    /// The writes that are meant for one record, found without looking at all the others: a change
    /// may write to thousands of records.
    package func writes(to record: RecordKey) -> ArraySlice<Write> {
        var (low, high) = (writes.startIndex, writes.endIndex)
        while low < high {
            let middle = (low + high) / 2
            if writes[middle].address.record < record { low = middle + 1 } else { high = middle }
        }
        return writes[low...].prefix { $0.address.record == record }
    }
}
