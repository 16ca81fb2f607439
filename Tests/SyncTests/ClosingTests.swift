import Bytes
import Causality
import Sync
import Testing

struct ClosingTests {
    private var ledger = Office.ledger
    private var writers = (1...3).map { Writer(UInt8($0)) }

    @Test mutating func `replicas that ended fold, the one that is written as now does not`() {
        for index in 0..<3 { write(index, as: 9) }
        ledger.closeEnded(of: Office.device(9), besides: [])
        #expect(ledger.state.knowledge.vector.replicas == [writers[2].replica])
        #expect(ledger.state.knowledge.closed == [writers[0].replica: 1, writers[1].replica: 1])
    }

    @Test mutating func `what has something unsent or refused, or another's, does not fold`() {
        write(0, as: 9)
        write(1, as: 9, value: Office.disliked)
        write(2, as: 8)
        var last = Writer(4)
        _ = ledger.ingest(SentChange(last.write(.integer(1)).made(by: 9)), milliseconds: 1)
        ledger.closeEnded(of: Office.device(9), besides: [writers[0].replica])
        #expect(ledger.state.knowledge.closed.isEmpty)
    }

    @Test mutating func `a change that a receipt vouches for is taken whatever closed says`() {
        write(0, as: 9)
        var longer = ledger
        let second = SentChange(writers[0].write(.integer(2)).made(by: 9))
        _ = longer.ingest(second, milliseconds: 2)
        let mine = Office.copy(1).following(longer)
        _ = ledger.close(writers[0].replica)
        ledger.offer(mine.offer(), from: mine.device)
        #expect(ledger.entry(of: second.dot) != nil)
        #expect(ledger.state.knowledge.vector[writers[0].replica] == 2)
        let third = SentChange(writers[0].write(.integer(3)).made(by: 9))
        #expect(Office.refusal(in: ledger.ingest(third, milliseconds: 3)) == nil)
    }

    private mutating func write(_ index: Int, as device: UInt8, value: Value = .integer(1)) {
        let change = writers[index].write(value).made(by: device)
        _ = ledger.ingest(SentChange(change), milliseconds: 1)
    }
}

extension Change {
    /// The same, made on a device.
    func made(by device: UInt8) -> Change {
        Change(
            dot: dot, device: Office.device(device), claimed: claimed,
            schemaVersion: schemaVersion, writes: writes)
    }
}
