import Bytes
import Causality
import Sync

/// A replica of the tests: makes changes to one record by counters of its own.
struct Writer {
    static let record = RecordKey(
        collection: 1, id: RecordID(bytes: [UInt8](repeating: 9, count: 16))!)

    let replica: ReplicaID
    private var counter: UInt64 = 0

    init(_ number: UInt8) { replica = ReplicaID(bytes: [UInt8](repeating: number, count: 16))! }

    /// Writes a value to a register, over the dots that are named.
    mutating func write(
        _ value: Value, to register: UInt32 = 1, over replaced: [Dot] = [], at time: UInt64 = 1
    ) -> Change {
        write(value, to: RegisterKey(register), over: replaced, at: time)
    }

    /// Writes a value to a register or an element, or takes one away.
    mutating func write(
        _ value: Value?, to key: RegisterKey, over replaced: [Dot] = [], at time: UInt64 = 1
    ) -> Change {
        let address = RegisterAddress(record: Self.record, key: key)
        return change([Write(address: address, value: value, replaces: replaced)], at: time)
    }

    /// Does several writes at once.
    mutating func change(_ writes: [Write], at time: UInt64 = 1) -> Change {
        counter += 1
        return Change(
            dot: Dot(replica: replica, counter: counter),
            device: DeviceID(bytes: replica.bytes)!, claimed: Stamp(milliseconds: time),
            schemaVersion: 1, writes: writes)
    }
}

extension Record {
    /// The record of the tests after changes that came in this order.
    static func after(_ changes: Change...) -> Record { after(changes) }

    static func after(_ changes: [Change]) -> Record {
        changes.reduce(into: Record(key: Writer.record)) { $0.apply($1, stamp: $1.claimed) }
    }
}
