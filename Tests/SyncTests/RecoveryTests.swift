import Bytes
import Causality
import Seeds
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
        bring(mine.offer(), of: mine, to: &restored)
        restored.release()
        #expect(restored.tail.hashes == office.ledger.tail.hashes)
        #expect(restored.digest == office.ledger.digest)
        #expect(greet(mine, by: &restored) == .goOn)
    }

    @Test mutating func `an offer ends where its bytes do, and brings one entry whatever its size`()
    {
        office.work(6)
        let mine = Office.copy(1).following(office.ledger)
        let whole = mine.offer()
        #expect(whole.entries.count > 1 && whole.isComplete)
        var (brought, last) = ([VouchedEntry](), Offer.Progress?.none)
        for _ in whole.entries {
            let offer = mine.offer(after: last, bytesMax: 1)
            #expect(offer.entries.count == 1)
            #expect(offer.isComplete == (brought.count + 1 == whole.entries.count))
            brought += offer.entries
            last = offer.progress
        }
        #expect(brought == whole.entries)
    }

    @Test mutating func `a server that wrote before it noticed keeps its log and loses nothing`() {
        office.work(4)
        var restored = office.ledger
        office.work(6)
        let mine = Office.copy(1).following(office.ledger)
        var stranger = Writer(9)
        _ = restored.ingest(SentChange(stranger.write(.text("new"))), milliseconds: 7)
        let before = restored.tail.hashes
        #expect(greet(mine, by: &restored) == .recovering)
        bring(mine.offer(), of: mine, to: &restored)
        restored.release()
        #expect(Array(restored.tail.hashes.prefix(before.count)) == before)
        for judged in office.ledger.entries.compactMap(\.change) {
            #expect(restored.entry(of: judged.dot)?.change == judged)
        }
        #expect(greet(mine, by: &restored) == .snapshot)
    }

    @Test mutating func `what a snapshot replaced is brought again where it was lost again`() {
        office.work(4)
        let backup = office.ledger
        office.work(3)
        var mine = Office.copy(1).following(office.ledger)
        #expect(!mine.holdsMore)
        mine.takeSnapshot(of: backup, milliseconds: 1)
        #expect(mine.holdsMore)
        var restored = backup
        restored.offer(mine.offer(), from: mine.device)
        mine = mine.following(restored)
        #expect(!mine.holdsMore)
        #expect(mine.digest == restored.digest)
    }

    @Test mutating func `what an old history held goes once backups hold it`() {
        office.work(4)
        var restored = office.ledger
        office.work(3)
        var mine = Office.copy(1).following(office.ledger)
        mine.takeSnapshot(of: restored, milliseconds: 1)
        restored.offer(mine.offer(), from: mine.device)
        mine = mine.following(restored)
        #expect(!mine.holdsMore && !mine.strays.isEmpty)
        restored.declareDurable(
            restored.head.position, ageMillisecondsMin: 0, milliseconds: 9_999)
        mine = mine.following(restored)
        #expect(mine.strays.isEmpty && mine.offer().entries.isEmpty)
    }

    @Test mutating func `a history that is superseded is never recovered again`() {
        office.work(4)
        var restored = office.ledger
        office.work(3)
        let mine = Office.copy(1).following(office.ledger)
        let offer = mine.offer(countMax: 1)
        bring(offer, of: mine, to: &restored)
        #expect(restored.isRecovering)
        restored.release()
        #expect(greet(mine, by: &restored) == .snapshot)
        bring(offer, of: mine, to: &restored)
        #expect(!restored.isRecovering)
        restored.offer(mine.offer(), from: mine.device)
        #expect(restored.entries.count == office.ledger.entries.count)
    }

    @Test mutating func `a book that recovers takes no change and judges none`() {
        office.work(2)
        var restored = Office.ledger
        let mine = Office.copy(1).following(office.ledger)
        bring(mine.offer(countMax: 1), of: mine, to: &restored)
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

    @Test mutating func `a recovery lasts until every live device came, or a day`() {
        office.work(4)
        var restored = office.ledger
        let day = Recovery.holdMilliseconds
        for number in 1...3 as ClosedRange<UInt8> {
            _ = restored.greet(Office.device(number), naming: [.start], milliseconds: 5)
        }
        office.work(3)
        let mine = Office.copy(1).following(office.ledger)
        #expect(greet(mine, by: &restored) == .recovering && !restored.isRecovering)
        bring(mine.offer(), of: mine, to: &restored)
        var waited = restored
        #expect(waited.releaseIfOver(milliseconds: day) == false)
        #expect(waited.releaseIfOver(milliseconds: day + 1) == true)
        for number in 2...3 as ClosedRange<UInt8> {
            #expect(restored.releaseIfOver(milliseconds: 7) == false)
            let offer = Offer(points: [.start], entries: [], receipts: [])
            restored.offer(offer, from: Office.device(number))
        }
        #expect(restored.releaseIfOver(milliseconds: 7) == true)
        #expect(!restored.isRecovering && restored.tail.hashes == office.ledger.tail.hashes)
        #expect(waited.tail.hashes == restored.tail.hashes)
    }

    @Test mutating func `a device that has more to bring is waited for`() {
        office.work(6)
        var restored = Office.ledger
        let mine = Office.copy(1).following(office.ledger)
        bring(mine.offer(countMax: 4), of: mine, to: &restored)
        #expect(restored.releaseIfOver(milliseconds: 2) == false)
        let last = mine.offer(countMax: 4).progress
        restored.offer(mine.offer(after: last), from: mine.device)
        #expect(restored.releaseIfOver(milliseconds: 2) == true)
        #expect(restored.head == office.ledger.head)
    }

    /// Positions that nobody holds need no entries of their own: what was accepted after them
    /// comes back, whoever passed them takes a snapshot, and what fills them comes when it comes.
    @Test(arguments: 1...150 as ClosedRange<UInt64>)
    func `whatever part of the log comes back, in whatever order, adds up`(seed: UInt64) {
        var (random, team) = (SeededGenerator(seed: seed), BusyTeam(seed: seed))
        team.work(60)
        let copy = Office.copy(9).following(team.ledger)
        let offer = copy.offer()
        var restored = Office.ledger
        restored.beginRecovery(milliseconds: 1)
        let part = offer.entries.filter { _ in random.next() % 4 > 0 }
        let rest = offer.entries.filter { !part.contains($0) }
        let bring = { (ledger: inout BookLog, entries: [VouchedEntry]) in
            _ = ledger.offer(
                Offer(points: offer.points, entries: entries, receipts: offer.receipts),
                from: copy.device)
        }
        bring(&restored, part.shuffled(using: &random))
        restored.release()
        let held = part.map(\.entry).reduce(into: BookState()) { $0.apply($1) }
        #expect(restored.state == held)
        bring(&restored, rest.shuffled(using: &random))
        #expect(restored.state == team.ledger.state)
        #expect(restored.digest == team.ledger.digest)
        var stranger = Office.copy(8)
        stranger.pull(from: restored)
        #expect(stranger.base == restored.state && stranger.digest == restored.digest)
        #expect(Set(restored.entries.compactMap(\.change)).count == restored.entries.count)
    }

    @Test func `a refusal outranks no change that was accepted under the same name elsewhere`() {
        var (mine, restored) = (Office.copy(1), Office.ledger)
        var (accepting, clone) = (Office.ledger, mine)
        let replica = Writer(1).replica
        let edit = mine.open(Writer.record).edit([RegisterKey(1): .integer(1)])
        let other = mine.open(Writer.record).edit([RegisterKey(1): Office.disliked])
        let accepted = mine.save(edit, as: replica, milliseconds: 1)
        let refused = clone.save(other, as: replica, milliseconds: 1)
        mine.push(to: &accepting)
        clone.push(to: &restored)
        let taken = restored.offer(mine.offer(), from: mine.device)
        #expect(taken == [accepted.dot])
        #expect(restored.quarantine == [SentChange(accepted)])
        mine.setAside(taken, as: Writer(66).replica, milliseconds: 9)
        #expect(mine.quarantine == [accepted])
        clone.pull(from: restored)
        #expect(clone.handedBack.map(\.change) == [refused])
    }

    @Test func `nobody replaces what bears the name of something that he was shown`() {
        var (mine, reader, restored) = (Office.copy(1), Office.copy(2), Office.ledger)
        var (old, clone) = (Office.ledger, mine)
        let replica = Writer(1).replica
        let shown = mine.save(
            mine.open(Writer.record).edit([RegisterKey(1): .integer(1)]), as: replica,
            milliseconds: 1)
        mine.push(to: &old)
        reader.pull(from: old)
        let over = reader.save(
            reader.open(Writer.record).edit([RegisterKey(1): .integer(2)]), as: Writer(2).replica,
            milliseconds: 2)
        _ = clone.save(
            clone.open(Writer.record).edit([RegisterKey(1): .integer(3)]), as: replica,
            milliseconds: 1)
        clone.push(to: &restored)
        let taken = restored.offer(reader.offer(), from: reader.device)
        #expect(taken == [shown.dot])
        let fresh = Writer(66).replica
        #expect(reader.setAside(taken, as: fresh, milliseconds: 9) == fresh)
        #expect(reader.quarantine.contains(over))
        reader.takeSnapshot(of: restored, milliseconds: 3)
        reader.push(to: &restored)
        let values = restored.state[Writer.record][1].siblings.map(\.value)
        #expect(Set(values) == [.integer(2), .integer(3)])
        #expect(reader.setAside([], as: fresh, milliseconds: 9) == nil)
    }

    @Test mutating func `a point that was made up stops nobody, and is not remembered`() throws {
        office.work(4)
        var restored = office.ledger
        let mine = Office.copy(1).following(office.ledger)
        let point = LogPoint(position: 9, hash: toyHash([9]))
        let good = try #require(mine.offer().receipts.last)
        let forged = Receipt(
            book: good.book, start: good.start, hashes: [point.hash], key: good.key,
            signature: good.signature)
        #expect(restored.greet(mine.device, naming: [point], milliseconds: 1) == .recovering)
        for receipts in [[], [good], [forged]] {
            let offer = Offer(points: [point], entries: [], receipts: receipts)
            bring(offer, of: mine, to: &restored)
            #expect(!restored.isRecovering)
        }
        restored.beginRecovery(milliseconds: 2)
        bring(
            Offer(points: [point], entries: [], receipts: [forged]), of: mine, to: &restored)
        restored.release()
        #expect(restored.superseded.isEmpty)
        let other = restored.greet(Office.device(2), naming: [restored.head], milliseconds: 3)
        #expect(other == .goOn)
    }

    private func bring(_ offer: Offer, of copy: BookCopy, to ledger: inout BookLog) {
        _ = ledger.answer(offer, from: copy.device, milliseconds: 1)
    }

    private func greet(_ copy: BookCopy, by ledger: inout BookLog) -> Standing {
        ledger.greet(copy.device, naming: copy.knownPoints, milliseconds: 1)
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
