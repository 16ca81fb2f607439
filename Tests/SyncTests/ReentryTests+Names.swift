import Causality
import Sync
import Testing

/// What was judged in the history that no longer counts.
extension ReentryTests {
    @Test mutating func `a judged change goes on naming what was put aside before it`() throws {
        let own = part(Self.edit(1, on: mine))
        let next = mine.save(Self.edit(2, on: mine), as: replica, milliseconds: 6)
        mine.push(to: &old, milliseconds: 11)
        let page = restored.page(after: 0, countMax: 9)
        #expect(mine.pull(page, milliseconds: 12) == .dotTaken(own.dot))
        mine.reenter(from: own.dot, as: Writer(66).replica, milliseconds: 12)
        #expect(mine.overlay.map(\.dot) == [next.dot])
        restored.beginRecovery(milliseconds: 30)
        restored.offer(mine.offer(), from: mine.device)
        restored.release()
        // It replaced its author's own, and not what bears the name now.
        let values = Set(restored.state[Writer.record][1].siblings.map(\.value))
        #expect(try values == [.integer(2), .integer(3)] && again(next).ruling == .accepted)
    }
}

/// What is brought under its new name, and nothing of what has taken the old one.
extension ReentryTests {
    @Test mutating func `what is there under its new name alone is what its old name means`() {
        _ = part(Self.edit(1, on: mine))
        restored.offer(mine.offer(), from: mine.device)
        _ = mine.save(Self.edit(2, on: mine), as: replica, milliseconds: 11)
        mine.push(to: &old, milliseconds: 12)
        let reader = Office.copy(7).following(restored)
        var last = Office.ledger
        last.offer(reader.offer().dropping(entriesCount: 1), from: reader.device)
        #expect(last.state[Writer.record][1].siblings.map(\.value) == [.integer(1)])
        last.offer(mine.offer(), from: mine.device)
        #expect(last.state[Writer.record][1].siblings.map(\.value) == [.integer(2)])
    }
}

extension Offer {
    fileprivate func dropping(entriesCount count: Int) -> Offer {
        Offer(
            points: points, after: after, mark: mark, entries: Array(entries.dropFirst(count)),
            meanings: Array(meanings.dropFirst(count)), receipts: receipts)
    }
}

/// What a snapshot shows to be called otherwise, or to be another's name.
extension ReentryTests {
    @Test mutating func `a name that a snapshot shows to be another's is put aside`() throws {
        let lost = part(Self.edit(1, on: mine))
        var reader = Office.copy(7).following(old)
        _ = reader.save(Self.edit(2, on: reader), as: Writer(7).replica, milliseconds: 12)
        restored.declareDurable(1, ageMillisecondsMin: 0, milliseconds: 25)
        let fresh = Writer(66).replica
        #expect(reader.takeSnapshot(of: restored, as: fresh, milliseconds: 26) == fresh)
        #expect(reader.holdsMore && Set(reader.aside.keys) == [lost.dot])
        restored.offer(reader.offer(), from: reader.device)
        reader.push(to: &restored, milliseconds: 30)
        let values = Set(restored.state[Writer.record][1].siblings.map(\.value))
        #expect(try values == [.integer(2), .integer(3)] && again(lost).ruling == .accepted)
    }

    @Test mutating func `what was judged and entered again since is not sent`() {
        _ = part(Self.edit(1, on: mine))
        _ = mine.save(Self.edit(2, on: mine), as: replica, milliseconds: 6)
        mine.push(to: &old, milliseconds: 11)
        let reader = Office.copy(7).following(old)
        restored.offer(reader.offer(), from: reader.device)
        #expect(mine.takeSnapshot(of: restored, milliseconds: 12) == nil)
        #expect(mine.unsent.isEmpty && mine.overlay.isEmpty)
    }

    @Test mutating func `what was never heard of and entered again is not sent twice`() throws {
        let first = mine.save(Self.edit(1, on: mine), as: replica, milliseconds: 5)
        let next = mine.save(Self.edit(2, on: mine), as: replica, milliseconds: 6)
        _ = old.ingest(SentChange(first), from: mine.device, milliseconds: 10)
        _ = clone.save(Self.edit(3, on: clone), as: replica, milliseconds: 5)
        clone.push(to: &restored, milliseconds: 20)
        let reader = Office.copy(7).following(old)
        restored.offer(reader.offer(), from: reader.device)
        let fresh = Writer(66).replica
        #expect(mine.takeSnapshot(of: restored, as: fresh, milliseconds: 12) == fresh)
        #expect(mine.unsent.map(\.change.claimed) == [next.claimed])
        mine.push(to: &restored, milliseconds: 30)
        let values = Set(restored.state[Writer.record][1].siblings.map(\.value))
        #expect(values == [.integer(2), .integer(3)])
    }

    @Test mutating func `what was refused when it was entered again is its author's to hear of`() {
        let writes = mine.open(Writer.record).edit([RegisterKey(1): Office.disliked])
        let own = mine.save(writes, as: replica, milliseconds: 5)
        _ = old.ingest(SentChange(own), from: mine.device, milliseconds: 10)
        _ = clone.save(Self.edit(3, on: clone), as: replica, milliseconds: 5)
        clone.push(to: &restored, milliseconds: 20)
        let reader = Office.copy(7).following(old)
        restored.offer(reader.offer(), from: reader.device)
        mine.takeSnapshot(of: restored, as: Writer(66).replica, milliseconds: 12)
        mine.push(to: &restored, milliseconds: 30)
        #expect(mine.handedBack.map(\.change.claimed) == [own.claimed])
    }
}
