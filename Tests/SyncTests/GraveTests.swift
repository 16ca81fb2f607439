import Bytes
import Causality
import Sync
import Testing

struct GraveTests {
    @Test(arguments: 1...150 as ClosedRange<UInt64>)
    func `who forgets what was deleted ends with the state of who does not`(seed: UInt64) {
        var team = BusyTeam(seed: seed)
        team.work(120, forgetful: 2, compacts: seed % 2 == 0)
        team.settle()
        for copy in team.copies {
            #expect(copy.base.buried == team.ledger.state.buried)
            #expect(copy.digest == team.ledger.digest)
            #expect(copy.digest == StateDigest(of: copy.base, using: toyHash))
            #expect(copy.overlay.isEmpty)
        }
    }

    @Test(arguments: 1...90 as ClosedRange<UInt64>)
    func `a server that is restored has back what was deleted from those who forgot it`(
        seed: UInt64
    ) {
        var team = BusyTeam(seed: seed)
        team.work(60, forgetful: 2)
        let backup = team.ledger
        team.work(60, forgetful: 2)
        let accepted = team.ledger.entries.compactMap(\.change)
        team.restore(backup, bringing: Int(seed % 4))
        team.settle()
        for judged in accepted {
            #expect(team.ledger.entry(of: judged.dot)?.change == judged)
        }
        for copy in team.copies {
            #expect(copy.base.buried == team.ledger.state.buried)
            #expect(copy.digest == team.ledger.digest && copy.overlay.isEmpty)
        }
    }

    @Test(arguments: 1...60 as ClosedRange<UInt64>)
    func `compacting changes nothing of what a server answers and holds`(seed: UInt64) {
        var team = BusyTeam(seed: seed)
        team.work(90)
        var (lean, full, ann) = (team.ledger, team.ledger, Writer(9))
        lean.declareDurable(99, ageMillisecondsMin: 0, milliseconds: 9_999)
        lean.compact(through: lean.head.position)
        #expect(lean.head == full.head && lean.entries.isEmpty)
        for key in full.state.records.keys.sorted() {
            let sight = Sight(of: full.state[key], in: Office.schema) { _ in Record(key: key) }
            let sent = SentChange(ann.change(sight.edit([RegisterKey(1): .integer(2)])))
            let answer = full.ingest(sent, milliseconds: 9_999)
            #expect(lean.ingest(sent, milliseconds: 9_999) == answer)
        }
        #expect(lean.state == full.state && lean.digest == full.digest)
    }

    @Test func `an edit that comes long after a deletion brings back all that was there`() {
        var (office, late, mine) = (Office.ledger, Office.copy(1), Office.copy(2))
        let born = [RegisterKey(1): Value?.some(.integer(1)), RegisterKey(2): .integer(2)]
        _ = late.save(late.open(Writer.record).edit(born), as: Writer(1).replica, milliseconds: 1)
        late.push(to: &office)
        late.pull(from: office)
        mine.pull(from: office)
        let deletion = mine.open(Writer.record).deletion()
        _ = mine.save(deletion, as: Writer(2).replica, milliseconds: 2)
        mine.push(to: &office)
        mine.pull(from: office)
        mine.bury(deletedBefore: Stamp(bits: .max))
        #expect(mine[Writer.record].registers.count == 1)
        let edit = late.open(Writer.record).edit([RegisterKey(1): .integer(3)])
        _ = late.save(edit, as: Writer(1).replica, milliseconds: 3)
        late.push(to: &office)
        mine.pull(from: office)
        #expect(mine[Writer.record] == office.state[Writer.record])
        #expect(mine[Writer.record][2].siblings.map(\.value) == [.integer(2)])
        #expect(Office.schema.conflicts(in: mine[Writer.record]) == [RegisterKey(Life.register)])
        #expect(mine.digest == office.digest)
    }

    @Test func `a grave that is opened shows that one's own name is another's`() {
        var (office, clone, other) = (Office.ledger, Office.copy(1), Office.copy(2))
        var mine = Office.copy(1)
        let replica = Writer(1).replica
        let form = mine.open(Writer.record).edit([RegisterKey(1): .integer(1)])
        let own = mine.save(form, as: replica, milliseconds: 7)
        _ = clone.save(form, as: replica, milliseconds: 1)
        clone.push(to: &office)
        other.pull(from: office)
        let edit = other.open(Writer.record).edit([RegisterKey(2): .integer(5)])
        _ = clone.save(clone.open(Writer.record).deletion(), as: replica, milliseconds: 2)
        clone.push(to: &office)
        // Of what is over a snapshot tells no more than that.
        mine.takeSnapshot(of: office, milliseconds: 8)
        #expect(mine.unsent.map(\.dot) == [own.dot] && mine.quarantine.isEmpty)
        _ = other.save(edit, as: Writer(2).replica, milliseconds: 3)
        other.push(to: &office)
        let page = office.page(after: mine.cursor.position, countMax: .max)
        #expect(mine.pull(page, milliseconds: 9) == .dotTaken(own.dot))
        let fresh = Writer(9).replica
        #expect(mine.reenter(from: own.dot, as: fresh, milliseconds: 9) == fresh)
        mine.pull(from: office)
        // Both values stand, and the record is alive.
        mine.push(to: &office)
        #expect(office.state[Writer.record][1].siblings.count == 2)
    }

    @Test func `a digest tells one grave from another, whatever lies under them`() {
        let life = RegisterKey(Life.register)
        func record(life values: [UInt64], _ more: [RegisterKey: Value]) -> Record {
            let writer = Writer(1)
            let lives = values.map {
                Sibling(
                    dot: Dot(replica: writer.replica, counter: $0), stamp: Stamp(milliseconds: 1),
                    value: Life.deleted.value)
            }
            let rest = more.map { key, value in
                let dot = Dot(replica: writer.replica, counter: 9)
                let sibling = Sibling(dot: dot, stamp: Stamp(milliseconds: 1), value: value)
                return (key, Register(siblings: [sibling]))
            }
            return Record(
                key: Writer.record,
                registers: Registers([(life, Register(siblings: lives))] + rest))
        }
        func digest(_ record: Record) -> RangeDigest {
            var sum = RangeSum()
            sum.add([record], using: toyHash)
            return sum.digest
        }
        let grave = digest(record(life: [1], [:]))
        #expect(grave == digest(record(life: [1], [RegisterKey(1): .integer(7)])))
        #expect(grave != digest(record(life: [2], [:])))
        #expect(grave != digest(record(life: [1, 2], [:])))
        #expect(grave.count == 1)
    }

    @Test func `what was deleted lately is not forgotten, nor what the overlay touches`() {
        var (office, mine) = (Office.ledger, Office.copy(1))
        let born = mine.open(Writer.record).edit([RegisterKey(1): .integer(1)])
        _ = mine.save(born, as: Writer(1).replica, milliseconds: 1)
        let deletion = mine.open(Writer.record).deletion()
        _ = mine.save(deletion, as: Writer(1).replica, milliseconds: 2)
        mine.push(to: &office)
        mine.pull(from: office)
        mine.bury(deletedBefore: Stamp(milliseconds: 2))
        #expect(mine.base == office.state)
        let edit = mine.open(Writer.record).edit([RegisterKey(2): .integer(1)])
        _ = mine.save(edit, as: Writer(1).replica, milliseconds: 3)
        mine.bury(deletedBefore: Stamp(bits: .max))
        #expect(mine.base == office.state)
    }
}
