import Bytes
import Causality
import Sync
import Testing

/// A laptop whose rows are not what the log says takes over what the server holds.
struct DoctorTests {
    private static func team(_ count: Int) -> BookLog {
        var ledger = Office.ledger
        for number in 0..<count {
            var writer = Writer(UInt8(number + 1))
            let key = RecordKey(collection: 1, id: Office.id(UInt8(number)))
            let address = RegisterAddress(record: key, register: 1)
            let write = Write(
                address: address, value: .integer(Int64(number) + 100), replaces: [])
            _ = ledger.ingest(SentChange(writer.change([write])), milliseconds: 1)
        }
        return ledger
    }

    @Test(arguments: [1, 2, 40])
    func `records that were lost come back, and with them the digest`(count: Int) {
        let ledger = Self.team(count)
        var copy = Office.copy(1).following(ledger)
        let lost = Set(ledger.state.records.keys.sorted().prefix(2))
        copy.damage { state in
            state = BookState(
                knowledge: state.knowledge,
                records: state.records.filter { !lost.contains($0.key) })
        }
        copy.mend(lost, with: lost.map { ledger.state[$0] }, milliseconds: 1)
        copy.take(digestOf: copy.base.records.values)
        #expect(copy.base == ledger.state && copy.digest == ledger.digest)
    }

    @Test func `ranges that are cut hold every record once`() {
        let keys = Self.team(9).state.records.keys.sorted()
        let ranges = KeyRange.all.cut(behind: [keys[2], keys[5]])
        #expect(ranges.map { range in keys.count { range.covers($0) } } == [3, 3, 3])
    }
}
