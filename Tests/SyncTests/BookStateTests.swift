import Bytes
import Causality
import Seeds
import Sync
import Testing

struct BookStateTests {
    @Test(arguments: 1...400 as ClosedRange<UInt64>)
    func `a state is what its set of changes says, in whatever order they came`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let history = History(using: &random)
        let state = BookState.after(history.events)
        #expect(state.siblings == history.definition.siblings)
        for _ in 0..<4 {
            let shuffled = BookState.after(history.events.shuffled(using: &random))
            #expect(shuffled == state)
        }
        for dot in state.removedEarly.keys {
            #expect(dot == History.unmade || state.refused[dot] != nil)
        }
    }

    @Test(arguments: 1...200 as ClosedRange<UInt64>)
    func `two that hold the same part of a history hold the same state`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let part = History(using: &random).events.filter { _ in random.next() % 3 > 0 }
        let state = BookState.after(part)
        #expect(BookState.after(part.shuffled(using: &random)) == state)
        #expect(BookState.after(part + part) == state)
        for dot in state.removedEarly.keys {
            #expect(!state.knowledge.covers(dot) || state.refused[dot] != nil)
        }
    }

    @Test func `a sibling that was named before it came is not added`() {
        var (ann, ben) = (Writer(1), Writer(2))
        let first = ann.write(.text("Ada"))
        let second = ben.write(.text("Ada Ltd"), over: [first.dot])
        var state = BookState()
        state.apply(second, stamp: second.claimed)
        #expect(state.removedEarly[first.dot]?.count == 1)
        state.apply(first, stamp: first.claimed)
        #expect(state[Writer.record][1].siblings.map(\.dot) == [second.dot])
        #expect(state.removedEarly.isEmpty)
    }

    @Test func `a dot that is named where its change never wrote leaves nothing behind`() {
        var (ann, ben) = (Writer(1), Writer(2))
        let first = ann.write(.text("Ada"), to: 1)
        let second = ben.write(.text("x"), to: 2, over: [first.dot])
        let forwards = BookState.after([.accepted(first), .accepted(second)])
        #expect(BookState.after([.accepted(second), .accepted(first)]) == forwards)
    }

    @Test func `naming a refused dot means naming what it named`() {
        var (ann, ben) = (Writer(1), Writer(2))
        let first = ann.write(.text("A"))
        let refused = ben.write(.text("B"), over: [first.dot])
        let third = ben.write(.text("C"), over: [refused.dot])
        let events: [Event] = [.accepted(first), .refused(refused), .accepted(third)]
        let state = BookState.after(events)
        #expect(state[Writer.record][1].siblings.map(\.value) == [.text("C")])
        #expect(BookState.after(events.reversed()) == state)
    }

    @Test func `who adds an element of a set wins against who removes it apart`() {
        var (ann, ben) = (Writer(1), Writer(2))
        let vip = RegisterKey(7, element: Value.text("vip").encoded)
        let first = ann.write(.bool(true), to: vip)
        let removed = ann.write(nil, to: vip, over: [first.dot])
        let added = ben.write(.bool(true), to: vip, over: [first.dot])
        let gone = BookState.after([.accepted(first), .accepted(removed)])
        #expect(gone[Writer.record].elements(of: 7).isEmpty)
        #expect(gone.records.isEmpty)
        let kept = BookState.after([.accepted(first), .accepted(removed), .accepted(added)])
        #expect(kept[Writer.record].elements(of: 7) == [vip.element])
        #expect(!kept[Writer.record][vip].isInConflict(.union))
    }

    @Test func `a change that names itself, even by a refused one, adds nothing in any order`() {
        var (ann, ben) = (Writer(1), Writer(2))
        let later = Dot(replica: ben.replica, counter: 1)
        let refused = ann.write(.text("A"), over: [later])
        let change = ben.write(.text("B"), over: [refused.dot])
        let forwards = BookState.after([.refused(refused), .accepted(change)])
        #expect(BookState.after([.accepted(change), .refused(refused)]) == forwards)
        #expect(forwards.records.isEmpty)
    }
}

/// What reaches a book: a change that was accepted, or one that was refused.
enum Event {
    case accepted(Change)
    case refused(Change)
}

extension BookState {
    static func after(_ events: [Event]) -> BookState {
        events.reduce(into: BookState()) { state, event in
            switch event {
            case .accepted(let change): state.apply(change, stamp: change.claimed)
            case .refused(let change):
                state.apply(EmptyForm(emptying: change, payloadHash: .zero))
            }
        }
    }
}
