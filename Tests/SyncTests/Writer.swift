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
        counter += 1
        let address = RegisterAddress(record: Self.record, register: register)
        return Change(
            dot: Dot(replica: replica, counter: counter),
            device: DeviceID(bytes: replica.bytes)!, claimed: Stamp(milliseconds: time),
            schemaVersion: 1,
            writes: [Write(address: address, value: value, replaces: replaced)])
    }
}

extension Record {
    /// The record of the tests after changes that came in this order.
    static func after(_ changes: Change...) -> Record { after(changes) }

    static func after(_ changes: [Change]) -> Record {
        changes.reduce(into: Record(key: Writer.record)) { $0.apply($1, stamp: $1.claimed) }
    }
}

/// A small generator whose seed gives the same run everywhere (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
