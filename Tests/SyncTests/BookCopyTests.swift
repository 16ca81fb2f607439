import Bytes
import Causality
import Sync
import Testing

struct BookCopyTests {
    private var ledger = Office.ledger
    private var mine = Office.copy(1)
    private var theirs = Office.copy(2)

    @Test mutating func `a person sees what was just saved, and the base does not move`() {
        let change = save(.integer(1))
        #expect(mine[Writer.record][1].dots == [change.dot])
        #expect(mine.base == BookState())
        #expect(mine.unsent.map(\.change) == [change])
    }

    @Test mutating func `the log brings one's own change into the base and out of the overlay`() {
        let change = save(.integer(1))
        push()
        #expect(mine.overlay.count == 1 && mine.unsent.isEmpty)
        pull()
        #expect(mine.overlay.isEmpty)
        #expect(mine.base == ledger.state)
        #expect(mine[Writer.record][1].dots == [change.dot])
    }

    @Test mutating func `what is refused leaves what a person sees and comes back to its author`() {
        _ = save(.integer(1))
        push()
        pull()
        let refused = save(Office.disliked)
        #expect(mine[Writer.record][1].standing(.ask)?.value == Office.disliked)
        push()
        #expect(mine[Writer.record][1].standing(.ask)?.value == .integer(1))
        #expect(mine.handedBack.map(\.change) == [refused])
        pull()
        #expect(mine.overlay.isEmpty)
        #expect(mine.handedBack.map(\.change) == [refused])
        #expect(mine.base == ledger.state)
    }

    @Test mutating func `an edit over a refused one stands over what that one replaced`() {
        _ = save(.integer(1))
        push()
        _ = save(Office.disliked)
        let third = save(.integer(3))
        push()
        pull()
        #expect(mine[Writer.record][1].dots == [third.dot])
        #expect(ledger.state[Writer.record][1].dots == [third.dot])
    }

    @Test mutating func `a page that does not follow the cursor changes nothing`() {
        _ = save(.integer(1))
        _ = save(.integer(2))
        push()
        let before = theirs.cursor
        let outcome = theirs.pull(ledger.page(after: 1, countMax: 9), milliseconds: 1)
        #expect(outcome == .gap)
        #expect(theirs.cursor == before && theirs.base == BookState())
    }

    @Test mutating func `a page that comes twice changes nothing the second time`() {
        _ = save(.integer(1))
        push()
        pull()
        let before = mine.base
        #expect(mine.pull(ledger.page(after: 0, countMax: 9), milliseconds: 1) == .applied)
        #expect(mine.base == before)
    }

    @Test mutating func `clones that mint one dot both keep their work, under two names`() {
        var clone = mine
        let first = save(.integer(1))
        push()
        let replica = first.dot.replica
        let second = clone.save(
            clone.open(Writer.record).edit([RegisterKey(1): .integer(2)]), as: replica,
            milliseconds: 1)
        let third = clone.save(
            clone.open(Writer.record).edit([RegisterKey(1): .integer(3)]), as: replica,
            milliseconds: 1)
        #expect(ledger.ingest(SentChange(second), milliseconds: 1) == .dotTaken)
        let fresh = ReplicaID(bytes: [UInt8](repeating: 66, count: 16))!
        clone.reenter(from: second.dot, as: fresh, milliseconds: 1)
        #expect(clone.quarantine == [second, third])
        for own in clone.unsent { _ = ledger.ingest(SentChange(own.change), milliseconds: 1) }
        let values = ledger.state[Writer.record][1].siblings.map(\.value)
        #expect(Set(values) == [.integer(1), .integer(3)])
    }

    private mutating func save(_ value: Value) -> Change {
        mine.save(
            mine.open(Writer.record).edit([RegisterKey(1): value]), as: Writer(1).replica,
            milliseconds: 1)
    }

    private mutating func push() { mine.push(to: &ledger) }

    private mutating func pull() {
        let page = ledger.page(after: mine.cursor.position, countMax: 99)
        #expect(mine.pull(page, milliseconds: 5) == .applied)
    }
}

extension BookCopy {
    /// Sends what is unsent, and hears the answers.
    mutating func push(to ledger: inout BookLog, milliseconds: UInt64 = 5) {
        let runs = unsent.map { own in
            Push.Run(link: own.link, leavesGap: false, changes: [SentChange(own.change)])
        }
        hear(
            ledger.take(
                Push(points: knownPoints, runs: runs), from: device, milliseconds: milliseconds))
    }

    /// Hears what was judged.
    mutating func hear(_ verdicts: Verdicts) {
        let proof = verifier.proof(by: verdicts.receipts)
        for verdict in verdicts.verdicts {
            guard case .judged(let judgement) = verdict.answer else { continue }
            hear(judgement, of: verdict.dot, by: proof, milliseconds: 5)
        }
    }

    /// Pulls whatever there is.
    @discardableResult
    mutating func pull(from ledger: BookLog, milliseconds: UInt64 = 5) -> PullOutcome {
        pull(ledger.page(after: cursor.position, countMax: .max), milliseconds: milliseconds)
    }
}
