import Bytes
import Causality
import Sync
import Testing

struct RefusedTests {
    @Test func `hundreds of records that were refused at once are made anew at once`() {
        var (ann, ledger) = (Writer(1), Office.ledger)
        let records = (0..<300 as Range<UInt64>).map { number in
            RecordKey(collection: 1, id: RecordID(words: (high: 7, low: number)))
        }
        func making(_ value: Value, over replaced: [Dot]) -> [Write] {
            records.flatMap { record in
                [
                    Write(
                        address: RegisterAddress(record: record, register: Life.register),
                        value: Life.alive.value, replaces: []),
                    Write(
                        address: RegisterAddress(record: record, register: 1), value: value,
                        replaces: replaced),
                ]
            }
        }
        let born = ann.change(making(Office.disliked, over: []))
        let first = ledger.ingest(SentChange(born), milliseconds: 1)
        #expect(Office.refusal(in: first)?.code == .rule)
        #expect(ledger.unborn == Set(records))
        let again = ann.change(making(.integer(1), over: [born.dot]))
        let second = ledger.ingest(SentChange(again), milliseconds: 2)
        #expect(Office.refusal(in: second) == nil)
        #expect(ledger.unborn.isEmpty)
        #expect(Set(ledger.state.records.keys) == Set(records))
    }

    private var (mine, office) = (Office.copy(1), Office.ledger)
    private let first = RegisterKey(1)

    @Test mutating func `a refused change that is mended and sent again is taken`() {
        let refused = save([first: Office.disliked, RegisterKey(2): .integer(2)])
        mine.push(to: &office)
        let address = RegisterAddress(record: Writer.record, key: first)
        let mended = mine.resend(
            refused.dot, changing: [address: .integer(1)], as: Writer(1).replica, milliseconds: 2)
        #expect(mended?.dot.counter == 2 && mine.handedBack.isEmpty)
        mine.push(to: &office)
        mine.pull(from: office)
        #expect(mine.handedBack.isEmpty && mine.overlay.isEmpty)
        #expect(mine[Writer.record][1].standing(.ask)?.value == .integer(1))
        #expect(mine[Writer.record][2].standing(.ask)?.value == .integer(2))
    }

    @Test mutating func `what depends on a refused change is sent again over the mended one`() {
        let born = save([first: Office.disliked])
        let edit = save([first: .integer(3)])
        mine.push(to: &office)
        mine.pull(from: office)
        #expect(mine.handedBack.map(\.dot) == [born.dot, edit.dot])
        let address = RegisterAddress(record: Writer.record, key: first)
        let mended = mine.resend(
            born.dot, changing: [address: .integer(1)], as: Writer(1).replica, milliseconds: 2)
        let again = mine.resend(edit.dot, as: Writer(1).replica, milliseconds: 3)
        #expect(again?.writes.allSatisfy { $0.replaces == [mended?.dot] } == true)
        mine.push(to: &office)
        mine.pull(from: office)
        #expect(mine[Writer.record][1].siblings.map(\.value) == [.integer(3)])
        #expect(Office.schema.conflicts(in: mine[Writer.record]).isEmpty)
    }

    @Test mutating func `what was mended wrongly comes back once more, and its dependants follow`()
    {
        let born = save([first: Office.disliked])
        let edit = save([first: .integer(3)])
        mine.push(to: &office)
        mine.pull(from: office)
        let replica = Writer(1).replica
        let wrong = mine.resend(born.dot, as: replica, milliseconds: 2)
        mine.push(to: &office)
        #expect(mine.handedBack.map(\.dot) == [edit.dot, wrong?.dot])
        let address = RegisterAddress(record: Writer.record, key: first)
        let right = mine.resend(
            wrong!.dot, changing: [address: .integer(1)], as: replica, milliseconds: 3)
        let again = mine.resend(edit.dot, as: replica, milliseconds: 4)
        #expect(again?.writes.allSatisfy { $0.replaces == [right?.dot] } == true)
    }

    @Test mutating func `what is thrown away is gone, what was never refused is not sent again`() {
        let refused = save([first: Office.disliked])
        mine.push(to: &office)
        mine.discard(refused.dot)
        #expect(mine.handedBack.isEmpty)
        #expect(mine.resend(refused.dot, as: Writer(1).replica, milliseconds: 2) == nil)
        mine.pull(from: office)
        #expect(mine[Writer.record].registers.isEmpty)
    }

    private mutating func save(_ values: [RegisterKey: Value?]) -> Change {
        mine.save(
            mine.open(Writer.record).edit(values), as: Writer(1).replica, milliseconds: 1)
    }
}

struct ApprovalTests {
    @Test func `a deed that a rule objects to is asked about`() throws {
        var (ann, office) = (Writer(1), Office.ledger)
        let paid = ann.change([
            Write(
                address: RegisterAddress(record: Office.payment, register: 1),
                value: Office.disliked, replaces: [])
        ])
        _ = office.ingest(SentChange(paid), milliseconds: 1)
        let judged = try #require(office.entry(of: paid.dot)?.change)
        let approval = try #require(Approval(for: judged))
        #expect(approval.change == paid.dot && approval.objection.rule == "no-thirteen")
    }

    @Test func `nobody is asked about what was taken, or refused`() throws {
        var (ann, office) = (Writer(1), Office.ledger)
        for value in [.integer(1), Office.disliked] {
            let change = ann.write(value)
            _ = office.ingest(SentChange(change), milliseconds: 1)
            #expect(Approval(for: try #require(office.entry(of: change.dot)?.change)) == nil)
        }
    }
}
