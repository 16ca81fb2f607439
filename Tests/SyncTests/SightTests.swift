import Bytes
import Causality
import Sync
import Testing

struct SightTests {
    private var ann = Writer(1)
    private var ben = Writer(2)

    @Test mutating func `what arrives while a form is open is not replaced by saving it`() {
        let first = ann.write(.text("Ada"))
        let form = open(BookState.after([.accepted(first)]))
        let other = ben.write(.text("Ada B"), over: [first.dot])
        let saved = ann.change(form.edit([RegisterKey(1): .text("Ada A")]))
        let state = BookState.after([first, other, saved].map(Event.accepted))
        #expect(state[Writer.record][1].isInConflict(.ask))
        #expect(state[Writer.record][1].dots == [saved.dot, other.dot])
    }

    @Test mutating func `an edit while in conflict names what it showed and nothing else`() {
        let (left, right) = (ann.write(.text("A"), at: 2), ben.write(.text("B"), at: 1))
        let form = open(BookState.after([.accepted(left), .accepted(right)]))
        let writes = form.edit([RegisterKey(1): .text("C")])
        #expect(writes.first { $0.address.register == 1 }?.replaces == [left.dot])
        let resolution = form.resolve([RegisterKey(1): .text("C")])
        #expect(
            resolution.first { $0.address.register == 1 }?.replaces == [left.dot, right.dot])
    }

    @Test mutating func `after saving, the next save replaces one's own and no other`() {
        var form = open(BookState())
        let first = ann.change(form.edit([RegisterKey(1): .text("A")]))
        form.saved(first)
        let second = ann.change(form.edit([RegisterKey(1): .text("AB")]))
        #expect(second.writes.allSatisfy { $0.replaces == [first.dot] })
        let other = ben.write(.text("B"))
        let state = BookState.after([first, other, second].map(Event.accepted))
        #expect(state[Writer.record][1].dots == [second.dot, other.dot])
    }

    @Test mutating func `deleting and editing apart asks a person, and what is alive is shown`() {
        let first = ann.change(open(BookState()).edit([RegisterKey(1): .text("A")]))
        let form = open(BookState.after([.accepted(first)]))
        let deleted = ann.change(form.deletion(), at: 9)
        let edited = ben.change(form.edit([RegisterKey(1): .text("B")]), at: 1)
        let record = BookState.after([first, deleted, edited].map(Event.accepted))[Writer.record]
        #expect(Office.schema.conflicts(in: record) == [RegisterKey(Life.register)])
        #expect(record.isAlive)
        #expect(record[1].siblings.map(\.value) == [.text("B")])
    }

    @Test mutating func `a register that does not touch leaves the life of its record alone`() {
        let writes = open(BookState()).edit([RegisterKey(3): .text("de")])
        #expect(writes.map(\.address.register) == [3])
    }

    @Test mutating func `writing to a line touches its draft, as it was shown`() {
        let draft = Office.draft(1)
        let born = ann.change([
            Write(
                address: RegisterAddress(record: draft, register: Life.register),
                value: Life.alive.value, replaces: [])
        ])
        let line = ann.change(Office.line(in: draft))
        let state = BookState.after([.accepted(born), .accepted(line)])
        let sight = Sight(of: state[Office.lineKey], in: Office.schema) { state[$0] }
        let writes = sight.edit([RegisterKey(2): .integer(5)])
        let touch = writes.first { $0.address.record == draft }
        #expect(touch?.replaces == [born.dot])
        #expect(touch?.value == Life.alive.value)
        let issued = ben.change(
            Sight(of: state[draft], in: Office.schema) { state[$0] }.live(.issued([draft.id])))
        let edited = ann.change(writes)
        let after = BookState.after([born, line, issued, edited].map(Event.accepted))[draft]
        #expect(after[Life.register].isInConflict(.life))
        #expect(after[Life.register].standing(.life)?.value == Life.issued([draft.id]).value)
    }

    @Test mutating func `making a line gives it life, and touches its draft as that stands`() throws
    {
        let draft = Office.draft(1)
        let born = ann.change([
            Write(
                address: RegisterAddress(record: draft, register: Life.register),
                value: Life.deleted.value, replaces: [])
        ])
        let state = BookState.after([.accepted(born)])
        let sight = Sight(making: Office.lineKey, ownedBy: state[draft], in: Office.schema)
        let writes = sight.creation([
            RegisterKey(1): .bytes(draft.id.bytes), RegisterKey(2): .integer(5),
        ])
        #expect(writes.count == 4)
        let touch = try #require(writes.first { $0.address.record == draft })
        #expect(touch.value == Life.deleted.value)
        #expect(touch.replaces == [born.dot])
        let life = RegisterAddress(record: Office.lineKey, register: Life.register)
        #expect(writes.first { $0.address == life }?.value == Life.alive.value)
    }

    @Test func `making a record that is never deleted writes no life`() {
        let sight = Sight(making: Office.payment, ownedBy: nil, in: Office.schema)
        #expect(sight.creation([RegisterKey(1): .integer(5)]).map(\.address.register) == [1])
    }

    @Test func `an unknown register asks and touches`() {
        #expect(Schema().policy(of: 99, in: 1) == .ask)
        #expect(Schema().touches(99, in: 1))
    }

    @Test func `members of a group that an old program does not know are kept`() {
        let shown = Value.group([
            .init(number: 1, value: .text("old")), .init(number: 9, value: .text("newer")),
        ])
        let edited = shown.replacing([1, 2], with: [.init(number: 2, value: .integer(4))])
        #expect(edited.members.map(\.number) == [2, 9])
    }

    @Test(arguments: [Life.alive, .deleted, .issued([]), .issued([Writer.record.id])])
    func `a life is the same after its value`(life: Life) { #expect(Life(life.value) == life) }

    private func open(_ state: BookState) -> Sight {
        Sight(of: state[Writer.record], in: Office.schema) { state[$0] }
    }
}
