import Bytes
import Causality
import Sync
import Testing

struct DurabilityTests {
    private static let day: UInt64 = 86_400_000
    private var office = BusyOffice(seed: 11)

    @Test mutating func `nothing younger than its age is durable`() {
        var (ledger, ann) = (Office.ledger, Writer(1))
        for day in 1...10 as ClosedRange<UInt64> {
            _ = ledger.ingest(
                SentChange(ann.write(.integer(1))), milliseconds: day * Self.day)
        }
        ledger.declareDurable(9, milliseconds: 34 * Self.day)
        #expect(ledger.durable == 4)
        ledger.declareDurable(2, milliseconds: 90 * Self.day)
        #expect(ledger.durable == 4)
        ledger.declareDurable(99, milliseconds: 90 * Self.day)
        #expect(ledger.durable == 10)
    }

    @Test mutating func `what a live device has not passed is not durable, a lapsed one loses`() {
        office.work(6)
        var ledger = office.ledger
        let point = ledger.point(at: 2)!
        _ = ledger.greet(Office.device(1), naming: [point], milliseconds: Self.day)
        ledger.declareDurable(6, milliseconds: 40 * Self.day)
        #expect(ledger.durable == 2)
        ledger.declareDurable(6, milliseconds: 402 * Self.day)
        #expect(ledger.durable == 6)
        let late = ledger.greet(Office.device(1), naming: [point], milliseconds: 402 * Self.day)
        #expect(late == .snapshot)
        #expect(!ledger.isRecovering)
    }

    @Test mutating func `a device that was struck off holds nobody back`() {
        office.work(4)
        var ledger = office.ledger
        _ = ledger.greet(Office.device(1), naming: [.start], milliseconds: Self.day)
        ledger.attendance.strike(Office.device(1))
        ledger.declareDurable(4, milliseconds: 40 * Self.day)
        #expect(ledger.durable == 4)
    }

    @Test mutating func `a laptop keeps what is not durable, and what vouches for it`() {
        office.work(9)
        var copy = Office.copy(1)
        let page = office.ledger.page(after: 0, countMax: 5)
        #expect(copy.pull(page.with(durable: 3), milliseconds: 1) == .applied)
        #expect(copy.kept.map(\.entry.position) == [4, 5])
        copy.pull(from: office.ledger)
        #expect(copy.kept.map(\.entry.position) == Array(4...9))
        var restored = Office.ledger
        restored.beginRecovery(milliseconds: 1)
        restored.offer(copy.offer(), from: copy.device)
        restored.release()
        #expect(restored.head.position == 6)
    }

    @Test mutating func `what is brought back in parts is what is brought back at once`() {
        office.work(9)
        let copy = Office.copy(1).following(office.ledger)
        var (parts, last) = ([Offer](), Offer.Progress?.none)
        repeat {
            parts.append(copy.offer(after: last, countMax: 2))
            last = parts.last?.progress
        } while parts.last?.isComplete == false
        #expect(parts.flatMap(\.entries) == copy.offer().entries)
        #expect(parts.map(\.entries.count) == [2, 2, 2, 2, 1])
        for part in parts {
            let proof = Office.verifier.proof(by: part.receipts)
            #expect(part.entries.allSatisfy { proof.vouches(for: $0, using: toyHash) })
        }
    }

    @Test mutating func `a compacted log answers what it was sent before as it did`() {
        office.work(12)
        var ledger = office.ledger
        let sent = ledger.entries.compactMap { entry -> SentChange? in
            guard case .change(let judged) = entry.content,
                case .payload(let payload) = judged.body
            else { return nil }
            return SentChange(dot: judged.dot, payload: payload)
        }
        let before = sent.map { ledger.ingest($0, milliseconds: 1) }
        ledger.declareDurable(8, ageMillisecondsMin: 0, milliseconds: 5_000)
        ledger.compact(through: 99)
        #expect(ledger.compacted == 8 && ledger.entries.map(\.position) == [9, 10, 11, 12])
        #expect(sent.map { ledger.ingest($0, milliseconds: 1) } == before)
        #expect(ledger.state == office.ledger.state && ledger.digest == office.ledger.digest)
    }

    @Test mutating func `whoever stands where entries were dropped takes a snapshot`() {
        office.work(12)
        var ledger = office.ledger
        ledger.declareDurable(8, ageMillisecondsMin: 0, milliseconds: 5_000)
        ledger.compact(through: 8)
        for position in [0, 7, 8, 12] as [UInt64] {
            let point = ledger.point(at: position)!
            let greeting = ledger.greet(Office.device(2), naming: [point], milliseconds: 1)
            #expect(greeting == (position < 8 ? .snapshot : .goOn))
        }
        #expect(ledger.entries(after: 7, countMax: 9).isEmpty)
        #expect(ledger.page(after: 8, countMax: 9).items.count == 4)
    }
}
