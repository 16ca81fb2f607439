import Bytes
import Causality
import Sync
import Testing

/// A laptop whose rows are not what the log says finds them, and fetches them alone.
struct DoctorTests {
    private static func team(_ count: Int) -> BookLog {
        var ledger = Office.ledger
        for number in 0..<count {
            var writer = Writer(UInt8(number % 250 + 1))
            let key = RecordKey(collection: 1, id: Office.id(UInt8(number % 250)))
            let address = RegisterAddress(record: key, register: 1)
            let write = Write(
                address: address, value: .integer(Int64(number) + 100), replaces: [])
            _ = ledger.ingest(SentChange(writer.change([write])), milliseconds: 1)
        }
        return ledger
    }

    /// Everything the doctor asks for before he is done, and whether the copy was mended.
    private static func cure(
        _ copy: inout BookCopy, by ledger: BookLog
    ) -> (fetchedCount: Int, isMended: Bool?) {
        var doctor = Doctor(at: copy.cursor)
        var step = Doctor.Step.compare(doctor.beginning)
        while true {
            switch step {
            case .compare(let comparison):
                step = doctor.compare(ledger.answer(comparison), with: copy)
            case .fetch(let query):
                let records = ledger.answer(query)
                let isMended = copy.mend(
                    query, with: records, digest: ledger.digest.hash, milliseconds: 1)
                return (records.records.count, isMended)
            case .sound: return (0, true)
            case .elsewhere: return (0, nil)
            }
        }
    }

    private static func damaged(_ copy: BookCopy, _ keys: [RecordKey]) -> BookCopy {
        var copy = copy
        copy.damage { state in
            var records = state.records
            for key in keys { records[key] = nil }
            state = BookState(
                knowledge: state.knowledge, records: records, removedEarly: state.removedEarly,
                refused: state.refused)
        }
        return copy
    }

    @Test(arguments: [1, 2, 40, 200])
    func `what differs is found and mended, and little else is fetched`(count: Int) {
        let ledger = Self.team(count)
        let sound = Office.copy(1).following(ledger)
        let keys = ledger.state.records.keys.sorted()
        for lost in [[keys[0]], [keys[count - 1]], [keys[0], keys[count / 2]]] {
            var copy = Self.damaged(sound, lost)
            let (fetchedCount, isMended) = Self.cure(&copy, by: ledger)
            #expect(isMended == true && fetchedCount <= min(count, 40))
            #expect(copy.base == ledger.state && copy.digest == ledger.digest)
        }
    }

    @Test func `who is sound is told so`() {
        let ledger = Self.team(30)
        var copy = Office.copy(1).following(ledger)
        #expect(Self.cure(&copy, by: ledger) == (0, true))
    }

    @Test func `who stands elsewhere is told to pull`() {
        var ledger = Self.team(3)
        var copy = Office.copy(1).following(ledger)
        var other = Writer(255)
        _ = ledger.ingest(SentChange(other.write(.integer(1))), milliseconds: 1)
        #expect(Self.cure(&copy, by: ledger).isMended == nil)
    }

    @Test func `what is no record's fault is not said to be mended`() {
        var ledger = Self.team(3)
        var other = Writer(255)
        _ = ledger.ingest(SentChange(other.write(Office.disliked)), milliseconds: 1)
        var copy = Office.copy(1).following(ledger)
        copy.damage { state in
            state = BookState(knowledge: state.knowledge, records: state.records)
        }
        let nothing = RecordQuery(point: copy.cursor)
        let isMended = copy.mend(
            nothing, with: ledger.answer(nothing), digest: ledger.digest.hash, milliseconds: 1)
        #expect(!isMended)
    }
}
