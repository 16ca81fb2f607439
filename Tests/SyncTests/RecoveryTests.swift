import Bytes
import Causality
import Sync
import Testing

struct RecoveryTests {
    private var office = BusyOffice(seed: 5)

    @Test mutating func `a server that wrote nothing since its restore gets its log back verbatim`()
    {
        office.work(4)
        var restored = office.ledger
        office.work(6)
        let mine = Office.copy(1).following(office.ledger)
        #expect(greet(mine, by: &restored) == .recovering)
        restored.offer(mine.offer(), from: mine.device)
        restored.release()
        #expect(restored.hashes == office.ledger.hashes)
        #expect(restored.digest == office.ledger.digest)
        #expect(greet(mine, by: &restored) == .goOn)
    }

    @Test mutating func `a server that wrote before it noticed keeps its log and loses nothing`() {
        office.work(4)
        var restored = office.ledger
        office.work(6)
        let mine = Office.copy(1).following(office.ledger)
        var stranger = Writer(9)
        _ = restored.ingest(SentChange(stranger.write(.text("new"))), milliseconds: 7)
        let before = restored.hashes
        #expect(greet(mine, by: &restored) == .recovering)
        restored.offer(mine.offer(), from: mine.device)
        restored.release()
        #expect(Array(restored.hashes.prefix(before.count)) == before)
        for judged in office.ledger.entries.compactMap(\.change) {
            #expect(restored.entry(of: judged.dot)?.change == judged)
        }
        #expect(greet(mine, by: &restored) == .snapshot)
    }

    @Test mutating func `a history that is superseded is never recovered again`() {
        office.work(4)
        var restored = office.ledger
        office.work(3)
        let mine = Office.copy(1).following(office.ledger)
        _ = greet(mine, by: &restored)
        restored.release()
        #expect(greet(mine, by: &restored) == .snapshot)
        #expect(!restored.isRecovering)
        restored.offer(mine.offer(), from: mine.device)
        #expect(restored.entries.count == office.ledger.entries.count)
    }

    @Test mutating func `a book that recovers takes no change and judges none`() {
        office.work(2)
        var restored = Office.ledger
        let mine = Office.copy(1).following(office.ledger)
        _ = greet(mine, by: &restored)
        var ann = Writer(9)
        let change = SentChange(ann.write(.text("A")))
        #expect(restored.ingest(change, milliseconds: 1) == .retryLater)
        #expect(restored.entries.isEmpty)
    }

    @Test mutating func `what was accepted before the restore outranks a refusal after it`() {
        var (ann, ben) = (Writer(1), Writer(2))
        let first = ann.write(.integer(1))
        let second = ben.write(.integer(2), over: [first.dot])
        let third = ann.write(.integer(3), over: [second.dot])
        let events: [Event] = [.accepted(first), .refused(second), .accepted(third)]
        let before = BookState.after(events + [.accepted(second)])
        #expect(before == BookState.after([.accepted(first), .accepted(second), .accepted(third)]))
        #expect(before == BookState.after([.accepted(third), .accepted(second)] + events))
    }

    private func greet(_ copy: BookCopy, by ledger: inout BookLog) -> Standing {
        ledger.receive(.pull, from: copy.device, naming: copy.knownPoints, milliseconds: 1)
    }
}

extension BookCopy {
    /// The copy after it has pulled the whole log.
    func following(_ log: BookLog) -> BookCopy {
        var copy = self
        copy.pull(from: log)
        return copy
    }
}
