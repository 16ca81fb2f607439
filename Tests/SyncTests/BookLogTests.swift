import Bytes
import Causality
import Sync
import Testing

struct BookLogTests {
    private var ann = Writer(1)
    private var ledger = Office.ledger

    @Test mutating func `a change that is sent again gets its first verdict`() {
        let change = SentChange(ann.write(.text("A")))
        let first = ledger.ingest(change, milliseconds: 10)
        #expect(ledger.ingest(change, milliseconds: 99) == first)
        #expect(ledger.entries.count == 1)
    }

    @Test mutating func `a refused change uses up its counter and is answered the same again`() {
        let refused = SentChange(ann.write(Office.disliked))
        let first = ledger.ingest(refused, milliseconds: 10)
        #expect(Office.refusal(in: first)?.code == .rule)
        #expect(ledger.ingest(refused, milliseconds: 99) == first)
        #expect(ledger.state.records.isEmpty)
        let next = ledger.ingest(SentChange(ann.change(make(.text("B")))), milliseconds: 11)
        #expect(Office.refusal(in: next) == nil)
    }

    @Test mutating func `another payload under a dot is put aside, and the first stands`() {
        var clone = ann
        let (first, second) = (ann.write(.text("A")), clone.write(.text("B")))
        _ = ledger.ingest(SentChange(first), milliseconds: 1)
        #expect(ledger.ingest(SentChange(second), milliseconds: 2) == .dotTaken)
        #expect(ledger.quarantine == [SentChange(second)])
        #expect(ledger.state[Writer.record][1].siblings.map(\.value) == [.text("A")])
    }

    @Test mutating func `nobody fills the quarantine with changes in another device's name`() {
        var clone = ann
        let (first, second) = (ann.write(.text("A")), clone.write(.text("B")))
        _ = ledger.ingest(SentChange(first), from: Office.device(1), milliseconds: 1)
        let forged = SentChange(dot: second.dot, payload: [1, 2, 3])
        for sent in [SentChange(second), forged] {
            let answer = ledger.ingest(sent, from: Office.device(2), milliseconds: 2)
            #expect(answer == .notYours)
        }
        #expect(ledger.quarantine.isEmpty)
        let own = ledger.ingest(SentChange(second), from: Office.device(1), milliseconds: 2)
        #expect(own == .dotTaken)
    }

    @Test mutating func `pushes leave no more gaps in a replica than messages can tell`() {
        let gapsMax = UInt64(BookLog.gapsCountMax)
        func push(_ counter: UInt64) -> Answer {
            let dot = Dot(replica: ann.replica, counter: counter)
            return ledger.ingest(
                SentChange(dot: dot, payload: [1]), leavingGap: true, milliseconds: 1)
        }
        for number in 1..<gapsMax { _ = push(2 * number) }
        _ = push(4 * gapsMax)
        let run = ledger.state.knowledge.run(of: ann.replica)
        #expect(run.exceptions.count == BookLog.gapsCountMax)
        #expect(push(4 * gapsMax + 2) == .gap(expected: 1))
        #expect(push(3 * gapsMax) == .gap(expected: 1))
        #expect(ledger.state.knowledge.run(of: ann.replica) == run)
        #expect(Office.refusal(in: push(1))?.code == .malformed)
        #expect(Office.refusal(in: push(4 * gapsMax + 2))?.code == .malformed)
    }

    @Test mutating func `a change whose predecessor is missing waits`() {
        _ = ann.write(.text("A"))
        let second = SentChange(ann.write(.text("B")))
        #expect(ledger.ingest(second, milliseconds: 1) == .gap(expected: 1))
        #expect(ledger.entries.isEmpty)
    }

    @Test mutating func `bytes that are no change use up their counter`() {
        let dot = Dot(replica: ann.replica, counter: 1)
        let answer = ledger.ingest(SentChange(dot: dot, payload: [1, 2, 3]), milliseconds: 1)
        #expect(Office.refusal(in: answer)?.code == .malformed)
        _ = ann.write(.text("lost"))
        let next = ledger.ingest(SentChange(ann.write(.text("B"))), milliseconds: 2)
        #expect(Office.refusal(in: next) == nil)
    }

    @Test mutating func `what builds upon a refused record is refused, until it is made anew`() {
        let born = ann.change(make(Office.disliked))
        let edit = ann.write(.integer(1), over: [born.dot])
        let answers = [born, edit].map { ledger.ingest(SentChange($0), milliseconds: 1) }
        #expect(answers.map { Office.refusal(in: $0)?.code } == [.rule, .dependsOnRefused])
        let again = ledger.ingest(SentChange(ann.change(make(.integer(2)))), milliseconds: 1)
        #expect(Office.refusal(in: again) == nil)
        let later = ledger.ingest(SentChange(ann.write(.integer(3))), milliseconds: 1)
        #expect(Office.refusal(in: later) == nil)
    }

    @Test mutating func `a child of a refused record is refused, a mere touch is not`() {
        let draft = Office.draft(5)
        let life = RegisterAddress(record: draft, register: Life.register)
        let born = ann.change([
            Write(address: life, value: Life.alive.value, replaces: []),
            Write(
                address: RegisterAddress(record: draft, register: 1), value: Office.disliked,
                replaces: []),
        ])
        let touch = Write(address: life, value: Life.alive.value, replaces: [born.dot])
        let line = ann.change(Office.line(in: draft) + [touch])
        let mere = ann.change([touch])
        let answers = [born, line, mere].map { ledger.ingest(SentChange($0), milliseconds: 1) }
        #expect(answers.map { Office.refusal(in: $0)?.code } == [.rule, .dependsOnRefused, nil])
    }

    @Test mutating func `what has already happened is never refused, alone or on a refused record`()
    {
        let paid = ann.change([payment(Office.disliked)])
        guard case .judged(let judgement) = ledger.ingest(SentChange(paid), milliseconds: 1),
            case .needsApproval = judgement.ruling
        else { return #expect(Bool(false), "the payment was not taken") }
        #expect(ledger.state[Office.payment][1].dots == [paid.dot])
    }

    @Test mutating func `a payment with an ordinary write beside it is refused like any other`() {
        let mixed = ann.change([payment(.integer(1))] + make(Office.disliked))
        let answer = ledger.ingest(SentChange(mixed), milliseconds: 1)
        #expect(Office.refusal(in: answer)?.code == .rule)
    }

    @Test mutating func `a closed replica that goes on is taken up again`() {
        _ = ledger.ingest(SentChange(ann.write(.text("A"))), milliseconds: 1)
        #expect(ledger.close(ann.replica) == true)
        #expect(ledger.state.knowledge.vector.count == 0)
        let next = ledger.ingest(SentChange(ann.write(.text("B"))), milliseconds: 1)
        #expect(Office.refusal(in: next) == nil)
        #expect(ledger.state.knowledge.vector[ann.replica] == 2)
        #expect(ledger.entries.map(\.position) == [1, 2, 3])
    }

    private func make(_ value: Value) -> [Write] {
        [Life.register: Life.alive.value, 1: value].map { number, value in
            Write(
                address: RegisterAddress(record: Writer.record, register: number), value: value,
                replaces: [])
        }
    }

    private func payment(_ value: Value) -> Write {
        Write(
            address: RegisterAddress(record: Office.payment, register: 1), value: value,
            replaces: [])
    }
}
