import Causality
import Sync
import Testing

/// What laptops bring in several messages, to a server that is restored meanwhile, and what their
/// entries mean by names that two changes bear.
struct OfferTests {
    private let replica = Writer(1).replica
    private var mine = Office.copy(1)
    private var clone = Office.copy(1)
    private var old = Office.ledger
    private var restored = Office.ledger

    private func values(of ledger: BookLog) -> Set<Value> {
        Set(ledger.state[Writer.record][1].siblings.map(\.value))
    }

    /// One life writes 1 and then 2 over it, the other 3, under the first's name.
    private mutating func part() {
        _ = mine.save(ReentryTests.edit(1, on: mine), as: replica, milliseconds: 5)
        mine.push(to: &old, milliseconds: 10)
        _ = mine.save(ReentryTests.edit(2, on: mine), as: replica, milliseconds: 11)
        mine.push(to: &old, milliseconds: 12)
        mine.pull(from: old)
        _ = clone.save(ReentryTests.edit(3, on: clone), as: replica, milliseconds: 5)
    }

    @Test mutating func `a server that was restored in the middle of an offer wants all of it`() {
        part()
        var lost = restored
        let first = mine.offer(countMax: 1)
        let rest = mine.offer(after: first.progress)
        #expect(!first.isComplete && rest.isComplete)
        _ = restored.answer(first, from: mine.device, milliseconds: 14)
        let reply = lost.answer(rest, from: mine.device, milliseconds: 14)
        #expect(reply == .standing(.recovering))
        #expect(lost.entries.isEmpty && lost.recovery?.offered.isEmpty != false)
        guard case .offered = restored.answer(rest, from: mine.device, milliseconds: 14) else {
            return #expect(Bool(false), "the rest is not taken")
        }
        for part in [first, rest] { _ = lost.answer(part, from: mine.device, milliseconds: 15) }
        restored.release()
        lost.release()
        #expect(restored.head == old.head && lost.head == old.head)
    }

    @Test mutating func `two lives of a device bring their parts side by side`() {
        part()
        var other = mine
        _ = other.save(ReentryTests.edit(7, on: other), as: Writer(2).replica, milliseconds: 20)
        other.push(to: &old, milliseconds: 21)
        other.pull(from: old)
        let (one, two) = (mine.offer(countMax: 1), other.offer(countMax: 2))
        for part in [one, two, mine.offer(after: one.progress), other.offer(after: two.progress)] {
            guard case .offered = restored.answer(part, from: mine.device, milliseconds: 22) else {
                return #expect(Bool(false), "a part is not taken")
            }
        }
        restored.release()
        #expect(restored.head == old.head)
    }

    /// By the times of acceptance 2 would seem to be over 3, which was accepted after 1.
    @Test mutating func `an entry means what its holder knows, whatever the clocks say`() {
        part()
        clone.push(to: &restored, milliseconds: 11)
        restored.offer(mine.offer(), from: mine.device)
        #expect(values(of: restored) == [.integer(2), .integer(3)])
        #expect(Office.copy(7).following(restored).digest == restored.digest)
    }

    @Test mutating func `what is durable is meant by its name, and nothing that was put aside`() {
        part()
        var backup = Office.ledger
        mine = Office.copy(1)
        _ = mine.save(ReentryTests.edit(1, on: mine), as: replica, milliseconds: 5)
        mine.push(to: &backup, milliseconds: 10)
        backup.declareDurable(1, ageMillisecondsMin: 0, milliseconds: 10)
        mine.pull(from: backup)
        restored = backup
        clone.push(to: &old, milliseconds: 20)
        _ = mine.save(ReentryTests.edit(2, on: mine), as: replica, milliseconds: 30)
        mine.push(to: &backup, milliseconds: 31)
        mine.pull(from: backup)
        #expect(mine.offer().meanings.flatMap(\.values) == [.zero])
    }

    @Test mutating func `of two histories that one holds, a name means what its own one has`() {
        part()
        clone.push(to: &restored, milliseconds: 11)
        mine.takeSnapshot(of: restored, as: Writer(66).replica, milliseconds: 20)
        mine.pull(from: restored)
        let nothing = BookSnapshot(BookState(), at: .start)
        mine.replaceBase(with: nothing, as: Writer(67).replica, milliseconds: 21)
        let offer = mine.offer()
        #expect(offer.entries.map(\.entry.position) == [1, 1, 2])
        let first = old.entries.first?.change.map { [$0.payloadHash(using: toyHash)] }
        #expect(offer.meanings.last.map { Array($0.values) } == first)
    }

    @Test mutating func `what is kept and was heard of once more is meant, and is not durable`() {
        let first = mine.save(ReentryTests.edit(1, on: mine), as: replica, milliseconds: 5)
        var early = mine
        early.push(to: &old, milliseconds: 10)
        mine.takeSnapshot(of: old, milliseconds: 11)
        mine.push(to: &old, milliseconds: 12)
        _ = mine.save(ReentryTests.edit(2, on: mine), as: replica, milliseconds: 13)
        mine.push(to: &old, milliseconds: 14)
        mine.pull(from: old)
        let offer = mine.offer()
        #expect(offer.entries.map(\.entry) == old.entries)
        #expect(offer.meanings.last.map { Array($0.values) } == [toyHash(first.payload)])
    }

    @Test mutating func `another life's change of its name takes nothing out of one's hands`() {
        let refused = mine.save(ReentryTests.edit(13, on: mine), as: replica, milliseconds: 5)
        _ = clone.save(ReentryTests.edit(3, on: clone), as: replica, milliseconds: 5)
        mine.push(to: &old, milliseconds: 10)
        mine.pull(from: old)
        #expect(mine.handedBack.map(\.change) == [refused])
        clone.push(to: &restored, milliseconds: 20)
        mine.replaceBase(
            with: BookSnapshot(BookState(), at: .start), as: Writer(66).replica, milliseconds: 21)
        mine.pull(from: restored)
        #expect(restored.entries.count == 1 && mine.cursor == restored.head)
        #expect(mine.handedBack.map(\.change) == [refused])
    }
}
