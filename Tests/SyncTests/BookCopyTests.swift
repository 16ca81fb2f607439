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

    @Test mutating func `whoever sees another life write as his replica takes another one`() {
        var clone = mine
        let first = save(.integer(1))
        push()
        #expect(!mine.isTaken(first.dot.replica))
        #expect(clone.pull(ledger.page(after: 0, countMax: 9), milliseconds: 1) == .applied)
        #expect(clone.isTaken(first.dot.replica))
    }

    @Test(arguments: 1...60 as ClosedRange<UInt64>)
    func `answers that are heard at once come to the same as one by one`(seed: UInt64) {
        var team = BusyTeam(seed: seed)
        team.work(40)
        for copy in team.copies {
            var (atOnce, oneByOne, ledger) = (copy, copy, team.ledger)
            let runs = copy.unsent.map { own in
                Push.Run(link: own.link, leavesGap: false, changes: [SentChange(own.change)])
            }
            let verdicts = ledger.take(
                Push(points: [], runs: runs), from: copy.device, milliseconds: 2_000)
            #expect(atOnce.hear(verdicts, milliseconds: 2_000) == true)
            let proof = Office.verifier.proof(by: verdicts.receipts)
            for case (let dot, .judged(let judgement)) in verdicts.verdicts.map({
                ($0.dot, $0.answer)
            }) {
                oneByOne.hear(judgement, of: dot, by: proof, milliseconds: 2_000)
            }
            #expect(atOnce.overlay == oneByOne.overlay)
            #expect(atOnce.handedBack == oneByOne.handedBack)
            #expect(copy.keys.allSatisfy { atOnce[$0] == oneByOne[$0] })
        }
    }

    @Test mutating func `a push ends where its bytes do, and has one change whatever its size`() {
        let changes = (1...3).map { _ in save(.text(String(repeating: "x", count: 600_000))) }
        let push = mine.push(countMax: 500)
        #expect(push?.runs.flatMap(\.changes) == [SentChange(changes[0])])
        let two = mine.push(countMax: 500, bytesMax: 2 * changes[0].payload.count + 100)
        #expect(two?.runs.flatMap(\.changes).count == 2)
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
        let push = Push(points: knownPoints, runs: runs)
        let verdicts = ledger.take(push, from: device, milliseconds: milliseconds)
        hear(verdicts, milliseconds: milliseconds)
    }

    /// Pulls whatever there is.
    @discardableResult
    mutating func pull(from ledger: BookLog, milliseconds: UInt64 = 5) -> PullOutcome {
        pull(ledger.page(after: cursor.position, countMax: .max), milliseconds: milliseconds)
    }
}
