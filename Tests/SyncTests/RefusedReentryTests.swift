import Causality
import Sync
import Testing

/// What becomes of refused changes, and of what names them, where two changes bear one name.
struct RefusedReentryTests {
    private let replica = Writer(1).replica
    private var mine = Office.copy(1)
    private var clone = Office.copy(1)
    private var old = Office.ledger
    private var restored = Office.ledger

    /// The values that stand in the register that everybody writes to.
    private var values: Set<Value> {
        Set(restored.state[Writer.record][1].siblings.map(\.value))
    }

    @Test mutating func `what was written over a refused change replaces no other of its name`() {
        _ = mine.save(ReentryTests.edit(1, on: mine), as: replica, milliseconds: 1)
        clone = mine
        mine.push(to: &old, milliseconds: 2)
        clone.push(to: &restored, milliseconds: 2)
        _ = mine.save(ReentryTests.edit(13, on: mine), as: replica, milliseconds: 5)
        _ = mine.save(ReentryTests.edit(2, on: mine), as: replica, milliseconds: 6)
        _ = clone.save(ReentryTests.edit(3, on: clone), as: replica, milliseconds: 5)
        mine.push(to: &old, milliseconds: 10)
        clone.push(to: &restored, milliseconds: 20)
        #expect(old.state[Writer.record][1].siblings.map(\.value) == [.integer(2)])
        restored.offer(mine.offer(), from: mine.device)
        let values = Set(restored.state[Writer.record][1].siblings.map(\.value))
        #expect(values == [.integer(2), .integer(3)])
        #expect(Office.copy(7).following(restored).digest == restored.digest)
    }

    @Test mutating func `what is still to be sent names no namesake of what was refused`() throws {
        let refused = mine.save(ReentryTests.edit(13, on: mine), as: replica, milliseconds: 5)
        _ = clone.save(ReentryTests.edit(3, on: clone), as: replica, milliseconds: 5)
        var early = mine
        early.push(to: &old, milliseconds: 10)
        let unsent = mine.save(ReentryTests.edit(2, on: mine), as: replica, milliseconds: 6)
        #expect(unsent.writes.contains { $0.replaces == [refused.dot] })
        mine.pull(from: old)
        clone.push(to: &restored, milliseconds: 20)
        let snapshot = BookSnapshot(
            restored.state, at: restored.head,
            kept: Office.copy(7).following(restored).kept)
        let fresh = mine.replaceBase(with: snapshot, as: Writer(99).replica, milliseconds: 21)
        #expect(fresh == Writer(99).replica)
        let named = mine.overlay.flatMap { $0.change.writes.flatMap(\.replaces) }
        #expect(named.allSatisfy { !restored.state.knowledge.covers($0) })
        mine.push(to: &restored, milliseconds: 22)
        let values = Set(restored.state[Writer.record][1].siblings.map(\.value))
        #expect(values == [.integer(2), .integer(3)])
    }

    @Test mutating func `a snapshot tells that another change of one's own name was refused`() {
        let own = mine.save(ReentryTests.edit(1, on: mine), as: replica, milliseconds: 5)
        _ = clone.save(ReentryTests.edit(13, on: clone), as: replica, milliseconds: 5)
        clone.push(to: &restored, milliseconds: 20)
        let fresh = Writer(66).replica
        #expect(mine.takeSnapshot(of: restored, as: fresh, milliseconds: 6) == fresh)
        #expect(mine.quarantine == [own])
        #expect(mine[Writer.record][1].siblings.map(\.value) == [.integer(1)])
    }

    @Test mutating func `what a refused change named is called as it is called now`() throws {
        _ = mine.save(ReentryTests.edit(1, on: mine), as: replica, milliseconds: 5)
        let refused = mine.save(
            ReentryTests.edit(13, on: mine), as: Writer(2).replica, milliseconds: 6)
        _ = mine.save(ReentryTests.edit(2, on: mine), as: Writer(2).replica, milliseconds: 7)
        _ = clone.save(ReentryTests.edit(3, on: clone), as: replica, milliseconds: 5)
        mine.push(to: &old, milliseconds: 10)
        clone.push(to: &restored, milliseconds: 20)
        let taken = restored.offer(mine.offer(), from: mine.device)
        #expect(taken.contains(refused.dot))
        // The last one replaced the first, through the refused one, and not the clone's.
        #expect(values == [.integer(2), .integer(3)])
        let again = try #require(Reentry.dot(of: toyHash(refused.payload), using: toyHash))
        #expect(restored.entry(of: again)?.change?.ruling.isRefusal == true)
        #expect(restored.entry(of: refused.dot) == nil)
        let head = restored.head
        restored.offer(mine.offer(), from: mine.device)
        #expect(restored.head == head)
        #expect(Office.copy(7).following(restored).digest == restored.digest)
    }

    @Test mutating func `what a snapshot shows to be refused is not entered again`() throws {
        let own = mine.save(ReentryTests.edit(1, on: mine), as: replica, milliseconds: 5)
        let refused = mine.save(
            ReentryTests.edit(13, on: mine), as: Writer(2).replica, milliseconds: 6)
        _ = clone.save(ReentryTests.edit(3, on: clone), as: replica, milliseconds: 5)
        clone.push(to: &restored, milliseconds: 20)
        _ = restored.ingest(SentChange(refused), milliseconds: 21)
        let fresh = Writer(66).replica
        #expect(mine.takeSnapshot(of: restored, as: fresh, milliseconds: 22) == fresh)
        #expect(mine.quarantine == [own])
        #expect(mine.overlay.map(\.dot) == [Dot(replica: fresh, counter: 1), refused.dot])
        mine.push(to: &restored, milliseconds: 23)
        #expect(mine.handedBack.map(\.dot) == [refused.dot])
        #expect(values == [.integer(1), .integer(3)])
    }

    @Test mutating func `a refusal that the snapshot lacks is heard anew under today's names`() {
        let own = mine.save(ReentryTests.edit(1, on: mine), as: replica, milliseconds: 5)
        var early = mine
        early.push(to: &old, milliseconds: 10)
        let refused = mine.save(
            ReentryTests.edit(13, on: mine), as: Writer(2).replica, milliseconds: 6)
        mine.push(to: &old, milliseconds: 11)
        #expect(mine.overlay.last?.isRefused == true)
        _ = clone.save(ReentryTests.edit(3, on: clone), as: replica, milliseconds: 5)
        clone.push(to: &restored, milliseconds: 20)
        restored.offer(early.offer(), from: early.device)
        let fresh = Writer(66).replica
        #expect(mine.takeSnapshot(of: restored, as: fresh, milliseconds: 22) == fresh)
        let names = mine.overlay.flatMap { $0.change.writes.flatMap(\.replaces) }
        #expect(!names.contains(own.dot) && !mine.overlay.map(\.dot).contains(refused.dot))
    }

    @Test mutating func `a refused change that names what a page takes away stops no page`() {
        let own = mine.save(ReentryTests.edit(1, on: mine), as: replica, milliseconds: 5)
        mine.push(to: &old, milliseconds: 10)
        mine.pull(from: old)
        let refused = mine.save(
            ReentryTests.edit(13, on: mine), as: Writer(2).replica, milliseconds: 11)
        #expect(refused.writes.contains { $0.replaces == [own.dot] })
        _ = restored.ingest(SentChange(refused), milliseconds: 12)
        #expect(mine.takeSnapshot(of: restored, as: Writer(66).replica, milliseconds: 13) == nil)
        _ = clone.save(ReentryTests.edit(3, on: clone), as: replica, milliseconds: 5)
        clone.push(to: &restored, milliseconds: 20)
        mine.pull(from: restored)
        #expect(mine.cursor == restored.head && mine.overlay.map(\.change) == [refused])
        mine.push(to: &restored, milliseconds: 21)
        #expect(mine.handedBack.map(\.change) == [refused])
    }
}
