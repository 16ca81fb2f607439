import Bytes
import Causality
import Sync
import Testing

struct ReceiptTests {
    private var office = BusyOffice(seed: 7)

    @Test mutating func `every entry is vouched for, whatever step wrote it`() {
        office.work(9)
        var ledger = office.ledger
        _ = ledger.close(Writer(1).replica)
        let proof = Office.verifier.proof(by: ledger.receipts)
        var point = LogPoint.start
        for entry in ledger.entries {
            point = point.after(entry, using: toyHash)!
            let vouched = VouchedEntry(entry: entry, point: point)
            #expect(proof.vouches(for: vouched, using: toyHash))
        }
    }

    @Test mutating func `a page without a good receipt changes nothing`() {
        office.work(5)
        let page = office.ledger.page(after: 0, countMax: 9)
        var copy = Office.copy(1)
        for receipts in [[], page.receipts.dropLast(), page.receipts.map(\.forged)] {
            #expect(copy.pull(page.with(receipts), milliseconds: 1) == .unproved)
            #expect(copy.cursor == .start && copy.base == BookState())
        }
        #expect(copy.pull(page, milliseconds: 1) == .applied)
    }

    @Test mutating func `a forged entry is not believed though the receipts are good`() {
        office.work(5)
        let page = office.ledger.page(after: 0, countMax: 9)
        let last = page.items[4].entry
        let forged = LogEntry(position: last.position, content: .closed(Writer(9).replica))
        let items = page.items.dropLast() + [Page.Item(entry: forged)]
        let end = office.ledger.point(at: 4)!.after(forged, using: toyHash)!
        let lie = Page(
            standing: .goOn, items: Array(items), end: end, head: end, receipts: page.receipts)
        var copy = Office.copy(1)
        #expect(copy.pull(lie, milliseconds: 1) == .unproved)
    }

    @Test func `a verdict that nothing proves is not heard`() {
        var (copy, ledger) = (Office.copy(1), Office.ledger)
        let change = copy.save(Self.edit(copy), as: Writer(1).replica, milliseconds: 1)
        let run = Push.Run(
            link: copy.unsent[0].link, leavesGap: false, changes: [SentChange(change)])
        let verdicts = ledger.take(
            Push(points: [], runs: [run]), from: copy.device, milliseconds: 1)
        let forged = verdicts.receipts.map(\.forged)
        let lie = Verdicts(verdicts: verdicts.verdicts, receipts: forged)
        #expect(copy.hear(lie, milliseconds: 1) == false)
        #expect(copy.unsent.map(\.change) == [change])
        #expect(copy.hear(verdicts, milliseconds: 1) == true)
        #expect(copy.unsent.isEmpty)
    }

    @Test func `a verdict about another change is not heard`() {
        var (copy, clone, ledger) = (Office.copy(1), Office.copy(1), Office.ledger)
        _ = copy.save(Self.edit(copy), as: Writer(1).replica, milliseconds: 1)
        _ = clone.save(Self.edit(clone, 2), as: Writer(1).replica, milliseconds: 1)
        copy.push(to: &ledger)
        let judgement = copy.overlay[0].judgement!
        let proof = Office.verifier.proof(by: ledger.receipts)
        let dot = clone.unsent[0].dot
        #expect(clone.hear(judgement, of: dot, by: proof, milliseconds: 1) == false)
        #expect(clone.unsent.count == 1)
    }

    @Test mutating func `what a key has signed stays good after another took its place`() {
        office.work(3)
        let page = office.ledger.page(after: 0, countMax: 9)
        let resigned = page.receipts.map { receipt in
            Receipt(
                book: receipt.book, start: receipt.start, hashes: receipt.hashes, key: 2,
                signedBy: Office.signer(2).sign)
        }
        var copy = Office.copy(1)
        let mixed = page.with([page.receipts[0]] + resigned.dropFirst())
        #expect(copy.pull(mixed, milliseconds: 1) == .applied)
    }

    @Test func `a number never stands for another key`() {
        var verifier = Office.verifier
        let other = ReceiptKey(number: 1, bytes: [9])
        #expect(verifier.learn([other, ReceiptKey(number: 3, bytes: [3])]) == [other])
        #expect(verifier.keys == [1: [1], 2: [2], 3: [3]])
    }

    @Test mutating func `a receipt of another book, or by an unknown key, proves nothing`() {
        office.work(2)
        let receipt = office.ledger.receipts[0]
        let other = BookID(bytes: [UInt8](repeating: 5, count: 16))!
        let foreign = Receipt(
            book: other, start: receipt.start, hashes: receipt.hashes, key: 1,
            signedBy: Office.signer(1).sign)
        let unknown = Receipt(
            book: receipt.book, start: receipt.start, hashes: receipt.hashes, key: 7,
            signedBy: Office.signer(7).sign)
        #expect(Office.verifier.proof(by: [foreign, unknown]).receipts.isEmpty)
    }

    @Test(arguments: [true, false])
    func `a server takes back nothing that no receipt vouches for`(isRecovering: Bool) {
        var honest = BusyOffice(seed: 3)
        honest.work(8)
        var restored = Office.ledger
        let mine = Office.copy(1).following(honest.ledger)
        if isRecovering { restored.beginRecovery(milliseconds: 1) }
        let offer = mine.offer()
        let forged = Offer(
            points: offer.points, entries: offer.entries, receipts: offer.receipts.map(\.forged))
        restored.offer(forged, from: mine.device)
        restored.release()
        #expect(restored.entries.isEmpty && restored.state == BookState())
    }

    @Test func `nobody sends what another device wrote, or writes as its replica`() {
        var (ann, ledger) = (Writer(1), Office.ledger)
        let (first, second) = (ann.write(.text("A")), ann.write(.text("B")))
        let (mine, theirs) = (Office.device(1), Office.device(2))
        let send = { (ledger: inout BookLog, sent: SentChange, device: DeviceID) in
            ledger.ingest(sent, from: device, milliseconds: 1)
        }
        #expect(send(&ledger, SentChange(first), theirs) == .notYours)
        #expect(ledger.entries.isEmpty)
        _ = send(&ledger, SentChange(first), mine)
        let garbage = SentChange(dot: second.dot, payload: [1, 2, 3])
        #expect(send(&ledger, garbage, theirs) == .notYours)
        guard case .judged = send(&ledger, SentChange(second), mine) else {
            return #expect(Bool(false), "the counter was used up by somebody else")
        }
    }

    private static func edit(_ copy: BookCopy, _ value: Int64 = 1) -> [Write] {
        copy.open(Writer.record).edit([RegisterKey(1): .integer(value)])
    }
}

extension Receipt {
    /// The same, signed by somebody who does not know the key.
    var forged: Receipt {
        Receipt(book: book, start: start, hashes: hashes, key: key, signature: [1, 2, 3])
    }
}

extension Page {
    /// The same with other receipts.
    func with(_ receipts: [Receipt]) -> Page {
        Page(
            standing: standing, items: items, end: end, head: head, digest: digest,
            durable: durable, receipts: receipts)
    }

    /// The same for a server whose backups hold more.
    func with(durable: UInt64) -> Page {
        Page(
            standing: standing, items: items, end: end, head: head, digest: digest,
            durable: durable, receipts: receipts)
    }
}
