import Bytes
import Causality
import Seeds
import Sync
import Testing

struct PayloadTests {
    private static let values: [Value] = [
        .empty, .bool(true), .bool(false), .integer(-5), .text("Łódź"), .bytes([0, 255]),
        .group([
            .init(number: 1, value: .text("Street 1")),
            .init(number: 7, value: .group([.init(number: 2, value: .empty)])),
        ]),
    ]

    private static var sample: Change {
        var writer = Writer(3)
        let first = writer.write(.empty)
        let writes = values.enumerated().map { index, value in
            Write(
                address: RegisterAddress(record: Writer.record, register: UInt32(index)),
                value: value, replaces: [first.dot])
        }
        return Change(
            dot: Dot(replica: writer.replica, counter: 2), device: first.device,
            claimed: Stamp(milliseconds: 1_763_700_000_000), schemaVersion: 4, writes: writes)
    }

    @Test func `a change is the same after its payload`() throws {
        #expect(try Change(payload: Self.sample.payload) == Self.sample)
    }

    @Test func `a record's state is the same after its bytes`() throws {
        let record = Record.after(Self.sample)
        #expect(try Record(key: Writer.record, encoded: record.encoded) == record)
    }

    @Test func `the order in which writes are given does not change the payload`() {
        let sample = Self.sample
        let reversed = Change(
            dot: sample.dot, device: sample.device, claimed: sample.claimed,
            schemaVersion: sample.schemaVersion, writes: sample.writes.reversed())
        #expect(reversed.payload == sample.payload)
    }

    @Test func `every payload that ends too early is refused`() {
        let payload = Self.sample.payload
        for end in payload.indices {
            #expect(throws: MalformedBytes.self) { try Change(payload: Array(payload[..<end])) }
        }
    }

    @Test func `a byte too many is refused`() {
        let payload = Self.sample.payload + [0]
        #expect(throws: MalformedBytes.self) { try Change(payload: payload) }
    }

    @Test(arguments: 1...300 as ClosedRange<UInt64>)
    func `a damaged payload is refused or is another canonical one`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var payload = Self.sample.payload
        for _ in 0...Int.random(in: 0...3, using: &random) {
            payload[Int.random(in: payload.indices, using: &random)] = UInt8.random(
                in: 0...255, using: &random)
        }
        if let change = try? Change(payload: payload) { #expect(change.payload == payload) }
    }

    @Test func `groups within groups are bounded`() {
        let nested = (0..<6).reduce(Value.empty) { inner, _ in
            .group([.init(number: 1, value: inner)])
        }
        var writer = Writer(1)
        let payload = writer.write(nested).payload
        #expect(throws: MalformedBytes.self) { try Change(payload: payload) }
    }

    @Test func `a register that stands twice in a payload is refused`() {
        var writer = Writer(1)
        let once = writer.write(.bool(true)).payload
        let write = once.suffix(from: 16 + 1 + 16 + 1 + 4 + 1 + 1)
        let head = once.prefix(once.count - write.count)
        let twice = Array(head.dropLast()) + [2] + write + write
        #expect(throws: MalformedBytes.self) { try Change(payload: twice) }
        #expect((try? Change(payload: Array(head) + write)) != nil)
    }
}
