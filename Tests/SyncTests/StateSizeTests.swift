import Bytes
import Causality
import Seeds
import Sync
import Testing

/// How much the state of a record costs beyond its values, where nothing is in conflict.
struct StateSizeTests {
    private static let texts = [
        "Northwind Traders", "K-1042", "orders@northwind.example.com", "+44 20 7946 0123",
        "GB123456789", "New Orchard Road 7, 3rd floor", "net 30 days", "Deliver to the back door",
    ]

    /// A record whose registers were written in so many changes, by three replicas.
    private func record(changesCount: Int) -> Record {
        var writers = (1...3).map { Writer(UInt8($0)) }
        let writes = Self.texts.enumerated().map { index, text in
            Write(
                address: RegisterAddress(record: Writer.record, register: UInt32(index + 1)),
                value: .text(text), replaces: [])
        }
        let portion = writes.count / changesCount
        let changes = (0..<changesCount).map { number in
            let author = writers[number % 3].write(.empty)
            return Change(
                dot: author.dot, device: author.device,
                claimed: Stamp(milliseconds: 1_763_700_000_000 + UInt64(number) * 86_400_000),
                schemaVersion: 1,
                writes: Array(writes[(number * portion)..<((number + 1) * portion)]))
        }
        var record = Record(key: Writer.record)
        // Each was taken an hour after it was made.
        for change in changes {
            let taken = Stamp(milliseconds: change.claimed.milliseconds + 3_600_123)
            record.apply(change, stamp: change.claimed, accepted: taken)
        }
        return record
    }

    private func ratio(_ record: Record) -> Double {
        let values = record.registers.flatMap(\.value.siblings).map(\.value.encoded.count)
        return Double(record.encoded.count) / Double(values.reduce(0, +))
    }

    @Test func `registers that were written at once cost little more than their values`() {
        #expect(ratio(record(changesCount: 1)) <= 1.3)
    }

    @Test(arguments: [2, 4, 8]) func `registers that were written apart cost at most so much more`(
        changesCount: Int
    ) {
        #expect(ratio(record(changesCount: changesCount)) <= 2.5)
    }

    @Test func `damaged bytes of a state are refused, or are those of another state`() {
        var random = SeededGenerator(seed: 5)
        let sound = record(changesCount: 4).encoded
        for _ in 0..<20_000 {
            var bytes = sound
            for _ in 0...Int.random(in: 0...2, using: &random) {
                let place = Int.random(in: bytes.indices, using: &random)
                bytes[place] = UInt8.random(in: 0...255, using: &random)
            }
            guard let read = try? Record(key: Writer.record, encoded: bytes) else { continue }
            #expect(read.encoded == bytes)
        }
    }
}
