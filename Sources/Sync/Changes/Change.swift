package import Causality

/// What a person or a job did at once: a group of writes that is applied whole or not at all.
///
/// Invariant: each register stands once at most among the writes, and they are in its order.
package struct Change: Hashable, Sendable {
    /// The name of the change.
    package let dot: Dot
    /// The device it was made on.
    package let device: DeviceID
    /// Who made it, where that is not the person whose device it is: a server writes for many.
    package let author: PersonID?
    /// When its author's clock says it was made.
    package let claimed: Stamp
    /// The version of the catalog that its author knew.
    package let schemaVersion: UInt32
    /// What it writes, in the order of the registers.
    package let writes: [Write]
    /// What a later version says of the change: kept and passed on as it came.
    package let extras: [Extra]

    /// Something that this version does not know.
    package struct Extra: Hashable, Sendable {
        /// What it is, for ever the same.
        package let number: UInt32
        /// Its bytes, as they came.
        package let bytes: [UInt8]

        /// Keeps what is not understood.
        package init(number: UInt32, bytes: [UInt8]) {
            self.number = number
            self.bytes = bytes
        }
    }

    /// Gathers writes to one change; of two to the same register the later one counts.
    package init(
        dot: Dot, device: DeviceID, author: PersonID? = nil, claimed: Stamp,
        schemaVersion: UInt32, writes: [Write], extras: [Extra] = []
    ) {
        self.dot = dot
        self.device = device
        self.author = author
        self.claimed = claimed
        self.schemaVersion = schemaVersion
        self.writes = Dictionary(writes.map { ($0.address, $0) }, uniquingKeysWith: { $1 })
            .values.sorted { $0.address < $1.address }
        self.extras = extras
    }
}

extension Change {
    /// Takes writes that stand in the order of their registers, each of which is there once.
    init(
        dot: Dot, device: DeviceID, author: PersonID?, claimed: Stamp, schemaVersion: UInt32,
        ascending writes: [Write], extras: [Extra]
    ) {
        self.dot = dot
        self.device = device
        self.author = author
        self.claimed = claimed
        self.schemaVersion = schemaVersion
        self.writes = writes
        self.extras = extras
    }

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
