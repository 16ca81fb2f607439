import Bytes
import Causality
import Sync

/// Edits to merge, by our rules and by a map in which the last writer wins.
struct MergeWork: Sendable {
    private let births: [Change]
    private let edits: [Change]

    /// A generator whose seed gives the same edits everywhere (SplitMix64).
    private struct Chance: RandomNumberGenerator {
        var state: UInt64 = 7

        mutating func next() -> UInt64 {
            state &+= 0x9e37_79b9_7f4a_7c15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
            return mixed ^ (mixed >> 31)
        }
    }

    private static let fields: UInt32 = 10

    /// Prepares the edits: each names the change that wrote the value before it.
    init(recordsCount: Int = 20_000, editsCount: Int = 200_000) {
        var chance = Chance()
        var authors = (0..<8).map { _ in Author(using: &chance) }
        let keys = (0..<recordsCount).map { number in
            RecordKey(
                collection: 1,
                id: .timeOrdered(milliseconds: 1_700_000_000_000 + UInt64(number), using: &chance))
        }
        var last: [RegisterAddress: Dot] = [:]
        births = keys.map { key in
            authors[0].change(
                (0...Self.fields).map { RegisterAddress(record: key, register: $0) }, &last)
        }
        edits = (0..<editsCount).map { _ in
            let key = keys[Int.random(in: 0..<recordsCount, using: &chance)]
            let field = UInt32.random(in: 1...Self.fields, using: &chance)
            let author = Int.random(in: 0..<8, using: &chance)
            return authors[author].change(
                [
                    RegisterAddress(record: key, register: field),
                    RegisterAddress(record: key, register: 0),
                ],
                &last)
        }
    }

    /// Merges the changes one by one.
    func merge() throws -> Run {
        var state = newState()
        let stopwatch = try Stopwatch()
        for change in edits { state.apply(change, stamp: change.claimed) }
        let run = try stopwatch.stop(count: edits.count * 2)
        precondition(state.records.count == births.count, "the state is read")
        return run
    }

    /// Keeps the last value of every field, change by change.
    func overwrite() throws -> Run {
        var map: [RegisterAddress: (stamp: Stamp, value: Value?)] = [:]
        func keepLast(_ change: Change) {
            for write in change.writes {
                guard map[write.address].map({ $0.stamp < change.claimed }) ?? true else {
                    continue
                }
                map[write.address] = (change.claimed, write.value)
            }
        }
        for change in births { keepLast(change) }
        let stopwatch = try Stopwatch()
        for change in edits { keepLast(change) }
        let run = try stopwatch.stop(count: edits.count * 2)
        precondition(map.count > births.count, "the map is read")
        return run
    }

    private func newState() -> BookState {
        var state = BookState()
        for change in births { state.apply(change, stamp: change.claimed) }
        return state
    }
}

/// A replica that writes.
private struct Author {
    let replica: ReplicaID
    let device: DeviceID
    var counter: UInt64 = 0

    init(using chance: inout some RandomNumberGenerator) {
        replica = .random(using: &chance)
        device = .random(using: &chance)
    }

    mutating func change(
        _ addresses: [RegisterAddress], _ last: inout [RegisterAddress: Dot]
    ) -> Change {
        counter += 1
        let dot = Dot(replica: replica, counter: counter)
        let writes = addresses.map { address in
            let value: Value = address.register == 0 ? Life.alive.value : .text("Value \(counter)")
            defer { last[address] = dot }
            return Write(address: address, value: value, replaces: last[address].map { [$0] } ?? [])
        }
        return Change(
            dot: dot, device: device,
            claimed: Stamp(milliseconds: 1_700_000_000_000 + counter), schemaVersion: 1,
            writes: writes)
    }
}
