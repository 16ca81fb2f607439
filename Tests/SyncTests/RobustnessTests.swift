import Bytes
import Causality
import Sync
import Testing

struct RobustnessTests {
    private static let composed = "\u{e1}"
    private static let decomposed = "a\u{301}"

    @Test func `texts that only look alike are different values`() {
        #expect(Self.composed == Self.decomposed)
        #expect(Value.text(Self.composed) != .text(Self.decomposed))
        let groups = [Self.composed, Self.decomposed].map {
            Value.group([.init(number: 1, value: .text($0))])
        }
        #expect(groups[0] != groups[1])
        #expect(Set([Value.text(Self.composed), .text(Self.decomposed)]).count == 2)
    }

    @Test func `two people who spell a name in different bytes are asked`() {
        var (ann, ben) = (Writer(1), Writer(2))
        let record = Record.after(
            ann.write(.text(Self.composed)), ben.write(.text(Self.decomposed)))
        #expect(record[1].isInConflict(.ask))
        #expect(record[1].shown(.ask).count == 1)
    }

    @Test func `a state of any size that was written is read back`() throws {
        var record = Record(key: Writer.record)
        for batch in 0..<11 {
            let writes = (0..<10_000).map { number in
                Write(
                    address: RegisterAddress(
                        record: Writer.record, register: UInt32(batch * 10_000 + number)),
                    value: .bool(true), replaces: [])
            }
            let dot = Dot(replica: Writer(1).replica, counter: UInt64(batch + 1))
            record.apply(
                Change(
                    dot: dot, device: DeviceID(bytes: dot.replica.bytes)!,
                    claimed: Stamp(milliseconds: 1), schemaVersion: 1, writes: writes),
                stamp: Stamp(milliseconds: 1))
        }
        #expect(record.registers.count == 110_000)
        #expect(try Record(key: Writer.record, encoded: record.encoded) == record)
    }

    @Test func `an edit never names more dots than a payload may hold`() throws {
        var record = Record(key: Writer.record)
        for number in 0..<(Change.Limits.replacesMax + 5) {
            var writer = Writer(UInt8(number & 255))
            for _ in 0..<(number >> 8) { _ = writer.write(.empty) }
            let change = writer.write(.text("same"))
            record.apply(change, stamp: change.claimed)
        }
        let shown = record[1].shown(.ask)
        #expect(shown.count == Change.Limits.replacesMax)
        var ann = Writer(255)
        let edit = ann.write(.text("mine"), over: shown)
        #expect(try Change(payload: edit.payload) == edit)
    }

    @Test func `a change is taken apart by its records`() {
        let keys = [3, 1, 2].map { (number: UInt8) in
            RecordKey(collection: 1, id: RecordID(bytes: [UInt8](repeating: number, count: 16))!)
        }
        let writes = keys.flatMap { key in
            [2, 0, 1].map { register in
                Write(
                    address: RegisterAddress(record: key, register: register), value: .empty,
                    replaces: [])
            }
        }
        let dot = Dot(replica: Writer(1).replica, counter: 1)
        let change = Change(
            dot: dot, device: DeviceID(bytes: dot.replica.bytes)!, claimed: Stamp(bits: 1),
            schemaVersion: 1, writes: writes)
        #expect(change.records == keys.sorted())
        for key in keys {
            #expect(change.writes(to: key).map(\.address.record) == [key, key, key])
            #expect(change.writes(to: key).map(\.address.register) == [0, 1, 2])
        }
        #expect(change.writes(to: Writer.record).isEmpty)
    }
}
