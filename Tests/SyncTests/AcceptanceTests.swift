import Bytes
import Causality
import Sync
import Testing

/// When the server took a change stands in the state, so that everybody orders claims alike.
struct AcceptanceTests {
    private static let keys = (1...3).map { number in
        RecordKey(collection: 4, id: Office.id(UInt8(40 + number)))
    }

    /// Three laptops claim something; the one whose clock is ahead comes first.
    private static func claimed() -> (ledger: BookLog, copies: [BookCopy]) {
        var (ledger, copies) = (Office.ledger, (1...3).map { Office.copy(UInt8($0)) })
        for (index, time) in [(0, 900_000 as UInt64), (1, 500), (2, 1)] {
            let address = RegisterAddress(record: keys[index], register: 1)
            _ = copies[index].save(
                [Write(address: address, value: .integer(Int64(index)), replaces: [])],
                as: Writer(UInt8(index + 1)).replica, milliseconds: time)
            copies[index].push(to: &ledger, milliseconds: 1_000 + UInt64(index))
        }
        return (ledger, copies)
    }

    private static func change(_ number: UInt8) -> Change {
        var writer = Writer(number)
        return writer.write(.integer(Int64(number)), at: UInt64(number))
    }

    private static func order(of record: (RecordKey) -> Record) -> [RecordKey] {
        keys.sorted {
            record($0)[1].siblings[0].isTaken(before: record($1)[1].siblings[0])
        }
    }

    @Test func `claims stand in the order in which the server took them`() {
        var (ledger, copies) = Self.claimed()
        _ = copies[2].pull(ledger.page(after: 0, countMax: 9), milliseconds: 1)
        #expect(Self.order { ledger.state[$0] } == Self.keys)
        #expect(Self.order { copies[2].base[$0] } == Self.keys)
        ledger.state[Self.keys[0]][1].siblings.forEach { #expect($0.accepted != nil) }
    }

    @Test func `a laptop that was made from a snapshot orders claims as the others do`() {
        let (ledger, _) = Self.claimed()
        var copy = Office.copy(9)
        copy.takeSnapshot(of: ledger, milliseconds: 1)
        #expect(Self.order { copy[$0] } == Self.keys)
        #expect(copy.digest == ledger.digest)
    }

    @Test func `what was not taken yet comes after all that was`() {
        var (ledger, copies) = Self.claimed()
        _ = copies[0].pull(ledger.page(after: 0, countMax: 9), milliseconds: 1)
        let late = RecordKey(collection: 4, id: Office.id(50))
        let address = RegisterAddress(record: late, register: 1)
        _ = copies[0].save(
            [Write(address: address, value: .integer(9), replaces: [])],
            as: Writer(1).replica, milliseconds: 1)
        let own = copies[0][late][1].siblings[0]
        #expect(own.accepted == nil)
        for key in Self.keys { #expect(copies[0][key][1].siblings[0].isTaken(before: own)) }
    }

    @Test func `when a change was taken comes back with it after a restore`() {
        var (ledger, copies) = Self.claimed()
        _ = copies[2].pull(ledger.page(after: 0, countMax: 9), milliseconds: 1)
        var restored = Office.ledger
        restored.beginRecovery(milliseconds: 5_000)
        restored.offer(copies[2].offer(), from: copies[2].device)
        restored.release()
        #expect(restored.digest == ledger.digest)
        // A fork keeps its own log, and the old stamps of what is brought to it.
        var fork = Office.ledger
        let other = Self.change(7)
        _ = fork.ingest(SentChange(other), milliseconds: 9_000)
        fork.offer(copies[2].offer(), from: copies[2].device)
        for key in Self.keys { #expect(fork.state[key] == ledger.state[key]) }
    }

    @Test func `when a change was taken counts in the digest`() {
        let change = Self.change(1)
        let digests = [nil, 6, 7].map { (time: UInt64?) in
            var state = BookState()
            state.apply(
                change, stamp: change.claimed, accepted: time.map { Stamp(milliseconds: $0) })
            return StateDigest(of: state, using: toyHash)
        }
        #expect(Set(digests).count == 3)
    }

    @Test func `a state tells when its changes were taken, also that one was not`() throws {
        let changes = [Self.change(1), Self.change(2)]
        var record = Record(key: Writer.record)
        record.apply(changes[0], stamp: Stamp(milliseconds: 5), accepted: Stamp(bits: 3 << 16 | 9))
        record.apply(changes[1], stamp: Stamp(milliseconds: 9))
        #expect(try Record(key: Writer.record, encoded: record.encoded) == record)
        record.restamp(changes[1].dot, as: Stamp(milliseconds: 9), accepted: Stamp(bits: 1))
        #expect(record[1].siblings.map(\.accepted) == [Stamp(bits: 3 << 16 | 9), Stamp(bits: 1)])
    }
}
