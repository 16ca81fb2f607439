package import Causality

/// Names one record in a book: its collection's number in the catalog, and its id.
package struct RecordKey: Hashable, Sendable {
    /// The collection's number in the catalog.
    package let collection: UInt32
    /// The record's id.
    package let id: RecordID

    /// Names a record.
    package init(collection: UInt32, id: RecordID) {
        self.collection = collection
        self.id = id
    }
}

extension RecordKey: Comparable {
    /// Orders records by collection, then by id.
    package static func < (left: Self, right: Self) -> Bool {
        (left.collection, left.id) < (right.collection, right.id)
    }
}

/// Where a write goes: one register of one record.
package struct RegisterAddress: Hashable, Sendable {
    /// The record.
    package let record: RecordKey
    /// The register's number in its collection.
    package let register: UInt32

    /// Names a register of a record.
    package init(record: RecordKey, register: UInt32) {
        self.record = record
        self.register = register
    }
}

extension RegisterAddress: Comparable {
    /// Orders registers by record, then by number.
    package static func < (left: Self, right: Self) -> Bool {
        (left.record, left.register) < (right.record, right.register)
    }
}

/// A new value for one register, and the siblings that it replaces.
package struct Write: Hashable, Sendable {
    /// Which register.
    package let address: RegisterAddress
    /// The new value.
    package let value: Value
    /// The dots whose siblings it replaces: those of the value that its author was shown.
    package let replaces: [Dot]

    /// Writes a value over the siblings that were shown.
    package init(address: RegisterAddress, value: Value, replaces: [Dot]) {
        self.address = address
        self.value = value
        self.replaces = Set(replaces).sorted()
    }
}

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
