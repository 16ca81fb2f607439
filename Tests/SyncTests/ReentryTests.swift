import Bytes
import Causality
import Sync
import Testing

/// A machine was cloned while it ran and the server restored, so that two changes bear one name.
struct ReentryTests {
    let replica = Writer(1).replica
    var mine = Office.copy(1)
    var clone = Office.copy(1)
    var old = Office.ledger
    var restored = Office.ledger

    private static func payment(_ amount: Int64) -> [Write] {
        [
            Write(
                address: RegisterAddress(record: Office.payment, register: 1),
                value: .integer(amount), replaces: [])
        ]
    }

    static func edit(_ value: Int64, on copy: BookCopy) -> [Write] {
        copy.open(Writer.record).edit([RegisterKey(1): .integer(value)])
    }

    /// The old history takes one's own change, the restored server the clone's of the same name.
    mutating func part(_ own: [Write]) -> Change {
        let change = mine.save(own, as: replica, milliseconds: 5)
        _ = clone.save(Self.edit(3, on: clone), as: replica, milliseconds: 5)
        mine.push(to: &old, milliseconds: 10)
        clone.push(to: &restored, milliseconds: 20)
        return change
    }

    func again(_ change: Change) throws -> JudgedChange {
        let dot = try #require(Reentry.dot(of: toyHash(change.payload), using: toyHash))
        return try #require(restored.entry(of: dot)?.change)
    }

    @Test mutating func `what happened is in the book again under another name`() throws {
        let change = part(Self.payment(40))
        let taken = restored.offer(mine.offer(), from: mine.device)
        #expect(taken == [change.dot])
        #expect(restored.quarantine == [SentChange(change)])
        let before = try #require(old.entry(of: change.dot)?.change)
        let judged = try again(change)
        #expect(judged.ruling == before.ruling && judged.stamps == before.stamps)
        #expect(restored.state[Office.payment][1].siblings.map(\.value) == [.integer(40)])
        #expect(restored.state[Writer.record][1].siblings.map(\.value) == [.integer(3)])
        // Who takes a snapshot now, or follows the log, holds both.
        let reader = Office.copy(7).following(restored)
        #expect(reader.digest == restored.digest)
    }

    @Test mutating func `a log that comes back knows what was entered again in it`() {
        _ = part(Self.edit(1, on: mine))
        let early = mine
        _ = mine.save(Self.edit(2, on: mine), as: replica, milliseconds: 11)
        mine.push(to: &old, milliseconds: 12)
        restored.offer(early.offer(), from: early.device)
        let reader = Office.copy(7).following(restored)
        var last = Office.ledger
        last.beginRecovery(milliseconds: 30)
        last.offer(reader.offer(), from: reader.device)
        last.offer(mine.offer(), from: mine.device)
        last.release()
        #expect(last.entries.prefix(restored.entries.count) == restored.entries[...])
        // What was written over the one of the name replaces nothing of the other.
        let values = Set(last.state[Writer.record][1].siblings.map(\.value))
        #expect(values == [.integer(2), .integer(3)])
    }

    @Test mutating func `however often it is brought, it is entered once`() {
        _ = part(Self.payment(40))
        let other = Office.copy(8).following(old)
        restored.offer(mine.offer(), from: mine.device)
        let head = restored.head
        restored.offer(mine.offer(), from: mine.device)
        restored.offer(other.offer(), from: other.device)
        #expect(restored.head == head)
        #expect(mine.offer().entries.count == 1 && other.offer().entries.count == 1)
    }

    @Test mutating func `two servers come to the same name by themselves`() throws {
        let change = part(Self.payment(40))
        var second = Office.ledger
        clone.replaceBase(
            with: BookSnapshot(BookState(), at: .start), as: Writer(99).replica, milliseconds: 1)
        clone.push(to: &second, milliseconds: 99)
        restored.offer(mine.offer(), from: mine.device)
        second.offer(mine.offer(), from: mine.device)
        let dot = try again(change).dot
        #expect(second.entry(of: dot)?.change == restored.entry(of: dot)?.change)
    }

    @Test mutating func `what it names is called as it is called now`() throws {
        let first = part(Self.edit(1, on: mine))
        let second = mine.save(Self.edit(2, on: mine), as: replica, milliseconds: 6)
        _ = clone.save(
            [
                Write(
                    address: RegisterAddress(record: Office.draft(5), register: 1),
                    value: .integer(9), replaces: [])
            ], as: replica, milliseconds: 6)
        mine.push(to: &old, milliseconds: 11)
        clone.push(to: &restored, milliseconds: 21)
        let taken = restored.offer(mine.offer(), from: mine.device)
        #expect(taken == [first.dot, second.dot])
        // The second replaced the first, and not what bears its name now.
        let values = restored.state[Writer.record][1].siblings.map(\.value)
        #expect(Set(values) == [.integer(2), .integer(3)])
        let names = try Change(payload: restored.payload(of: again(second).dot)).writes
            .flatMap(\.replaces)
        #expect(try Set(names) == [again(first).dot])
    }

    @Test mutating func `a laptop goes on over the new name and enters nothing twice`() {
        let change = part(Self.edit(1, on: mine))
        let next = mine.save(Self.edit(2, on: mine), as: replica, milliseconds: 6)
        let taken = restored.offer(mine.offer(), from: mine.device)
        let fresh = Writer(66).replica
        #expect(mine.setAside(taken, as: fresh, milliseconds: 9) == fresh)
        #expect(mine.quarantine == [change, next])
        mine.takeSnapshot(of: restored, milliseconds: 7)
        #expect(mine.unsent.count == 1 && mine.overlay.count == 1)
        mine.push(to: &restored, milliseconds: 30)
        let values = restored.state[Writer.record][1].siblings.map(\.value)
        #expect(Set(values) == [.integer(2), .integer(3)])
    }
}

/// What names a change that was entered again, and what only seems to.
extension ReentryTests {
    @Test mutating func `what names it is entered again with it`() throws {
        let first = part(Self.edit(1, on: mine))
        let second = mine.save(Self.edit(2, on: mine), as: Writer(2).replica, milliseconds: 6)
        mine.push(to: &old, milliseconds: 11)
        let taken = restored.offer(mine.offer(), from: mine.device)
        // Under its old name it would silently have replaced what the clone wrote.
        #expect(taken == [first.dot, second.dot])
        #expect(restored.entry(of: second.dot) == nil)
        let values = restored.state[Writer.record][1].siblings.map(\.value)
        #expect(Set(values) == [.integer(2), .integer(3)])
        let head = restored.head
        #expect(restored.offer(mine.offer(), from: mine.device) == taken)
        #expect(restored.head == head)
    }

    @Test mutating func `what was made over the clone's change goes on replacing that`() throws {
        _ = part(Self.edit(1, on: mine))
        restored.offer(mine.offer(), from: mine.device)
        var again = restored
        var reader = Office.copy(7).following(restored)
        let writes = reader.open(Writer.record).resolve([RegisterKey(1): .integer(9)])
        let change = reader.save(writes, as: Writer(7).replica, milliseconds: 7)
        reader.push(to: &restored, milliseconds: 50)
        reader = reader.following(restored)
        // The database is restored once more, and another change has come meanwhile.
        var other = Office.copy(8)
        _ = other.save(Self.payment(1), as: Writer(8).replica, milliseconds: 8)
        other.push(to: &again, milliseconds: 60)
        #expect(again.offer(reader.offer(), from: reader.device).isEmpty)
        #expect(again.entry(of: change.dot) != nil)
        #expect(again.state[Writer.record][1].siblings.map(\.value) == [.integer(9)])
    }

    @Test mutating func `what a snapshot shows under one's own unsent name keeps its name`() {
        let own = mine.save(Self.payment(40), as: replica, milliseconds: 5)
        _ = clone.save(Self.edit(3, on: clone), as: replica, milliseconds: 5)
        clone.push(to: &restored, milliseconds: 20)
        #expect(mine.takeSnapshot(of: restored, milliseconds: 6) == nil)
        let over = mine.save(Self.edit(4, on: mine), as: Writer(2).replica, milliseconds: 7)
        #expect(over.writes.flatMap(\.replaces).contains(own.dot))
        let fresh = ReplicaID(bytes: [UInt8](repeating: 66, count: 16))!
        mine.reenter(from: own.dot, as: fresh, milliseconds: 7)
        mine.push(to: &restored, milliseconds: 30)
        #expect(restored.state[Writer.record][1].siblings.map(\.value) == [.integer(4)])
        #expect(restored.state[Office.payment][1].siblings.map(\.value) == [.integer(40)])
    }
}

/// What a snapshot shows.
extension ReentryTests {
    @Test mutating func `a snapshot that shows another change under one's own name tells`() {
        let own = mine.save(Self.edit(1, on: mine), as: replica, milliseconds: 5)
        _ = clone.save(Self.edit(3, on: clone), as: replica, milliseconds: 5)
        clone.push(to: &restored, milliseconds: 20)
        let fresh = Writer(66).replica
        #expect(mine.takeSnapshot(of: restored, as: fresh, milliseconds: 6) == fresh)
        // It is shown beside one's own from then on, and under its own name.
        #expect(mine.quarantine == [own])
        _ = mine.save(Self.edit(4, on: mine), as: fresh, milliseconds: 8)
        mine.push(to: &restored, milliseconds: 30)
        let values = restored.state[Writer.record][1].siblings.map(\.value)
        #expect(values.count < 3 && values.contains(.integer(4)))
    }

    @Test mutating func `a snapshot that shows one's own change tells nothing`() {
        _ = mine.save(Self.edit(1, on: mine), as: replica, milliseconds: 5)
        let before = mine
        mine.push(to: &restored, milliseconds: 20)
        mine = before
        #expect(mine.takeSnapshot(of: restored, milliseconds: 6) == nil)
    }
}

/// What is done while names change.
extension ReentryTests {
    @Test mutating func `what is saved before the snapshot names what was shown until then`() {
        _ = part(Self.edit(1, on: mine))
        var reader = Office.copy(7).following(old)
        let taken = restored.offer(reader.offer(), from: reader.device)
        #expect(reader.setAside(taken, as: Writer(66).replica, milliseconds: 9) == nil)
        // The base still is that of the old history, and its names mean what they meant.
        let fresh = Writer(67).replica
        _ = reader.save(Self.edit(2, on: reader), as: Writer(66).replica, milliseconds: 10)
        #expect(reader.takeSnapshot(of: restored, as: fresh, milliseconds: 11) == fresh)
        reader.push(to: &restored, milliseconds: 30)
        let values = restored.state[Writer.record][1].siblings.map(\.value)
        #expect(Set(values) == [.integer(2), .integer(3)])
    }

    @Test mutating func `what another history accepted is brought, and not entered twice`() throws {
        let own = part(Self.edit(1, on: mine))
        let next = mine.save(Self.edit(2, on: mine), as: replica, milliseconds: 6)
        let page = restored.page(after: 0, countMax: 9)
        #expect(mine.pull(page, milliseconds: 7) == .dotTaken(own.dot))
        let fresh = Writer(66).replica
        #expect(mine.reenter(from: own.dot, as: fresh, milliseconds: 7) == fresh)
        #expect(mine.overlay.map(\.dot.replica) == [fresh] && mine.quarantine == [own, next])
        #expect(mine.pull(page, milliseconds: 7) == .applied && mine.holdsMore)
        restored.offer(mine.offer(), from: mine.device)
        mine.push(to: &restored, milliseconds: 30)
        #expect(try again(own).ruling == .accepted)
        let values = restored.state[Writer.record][1].siblings.map(\.value)
        #expect(Set(values) == [.integer(2), .integer(3)])
    }
}

/// What is entered again is nobody's present replica, and is never forgotten.
extension ReentryTests {
    @Test mutating func `what was entered again is not its device's newest replica`() throws {
        let change = part(Self.payment(40))
        restored.offer(mine.offer(), from: mine.device)
        #expect(restored.ownership.newest(of: mine.device) == replica)
        #expect(try restored.ownership.device(of: again(change).dot.replica) == nil)
        #expect(try restored.payload(of: again(change).dot).isEmpty == false)
    }

    @Test mutating func `what a second restore took away is brought once more`() throws {
        let change = part(Self.payment(40))
        let backup = restored
        let taken = restored.offer(mine.offer(), from: mine.device)
        mine.setAside(taken, as: Writer(66).replica, milliseconds: 9)
        restored = backup
        mine.takeSnapshot(of: restored, milliseconds: 9)
        #expect(mine.holdsMore)
        restored.offer(mine.offer(), from: mine.device)
        #expect(try again(change).ruling == .accepted)
        #expect(!mine.following(restored).holdsMore)
    }

    @Test mutating func `what comes back under its own name is called so again`() {
        let change = part(Self.edit(1, on: mine))
        var reader = Office.copy(7).following(old)
        let taken = restored.offer(reader.offer(), from: reader.device)
        reader.setAside(taken, as: Writer(66).replica, milliseconds: 9)
        #expect(Set(reader.aside.keys) == [change.dot])
        // Restored once more, the database knows nothing of the clone.
        var last = Office.ledger
        reader.takeSnapshot(of: last, milliseconds: 10)
        last.offer(reader.offer(), from: reader.device)
        reader = reader.following(last)
        #expect(reader.aside.isEmpty && !reader.holdsMore)
        let over = reader.save(
            Self.edit(2, on: reader), as: Writer(67).replica, milliseconds: 11)
        #expect(Set(over.writes.flatMap(\.replaces)) == [change.dot])
    }
}

extension BookLog {
    /// The payload of a change that stands in the log; empty where there is none.
    fileprivate func payload(of dot: Dot) -> [UInt8] {
        guard case .payload(let payload)? = entry(of: dot)?.change?.body else { return [] }
        return payload
    }
}
