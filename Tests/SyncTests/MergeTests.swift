import Causality
import Seeds
import Sync
import Testing

struct MergeTests {
    private var ann = Writer(1)
    private var ben = Writer(2)

    @Test mutating func `an edit over what was shown replaces it`() {
        let first = ann.write(.text("Ada"))
        let second = ben.write(.text("Ada Ltd"), over: [first.dot])
        let register = Record.after(first, second)[1]
        #expect(register.siblings.map(\.value) == [.text("Ada Ltd")])
        #expect(!register.isInConflict(.ask))
    }

    @Test mutating func `two edits that have not seen each other are both kept`() {
        let first = ann.write(.text("Ada"))
        let left = ann.write(.text("Ada A"), over: [first.dot], at: 5)
        let right = ben.write(.text("Ada B"), over: [first.dot], at: 4)
        let register = Record.after(first, left, right)[1]
        #expect(register.isInConflict(.ask))
        #expect(register.standing(.ask)?.value == .text("Ada A"))
        #expect(Record.after(first, right, left)[1] == register)
    }

    @Test mutating func `a register whose values have no weight never asks`() {
        let left = ann.write(.text("en"))
        let right = ben.write(.text("de"))
        #expect(!Record.after(left, right)[1].isInConflict(.latest))
    }

    @Test mutating func `equal values written apart are no conflict, and an edit replaces both`() {
        let left = ann.write(.text("Ada"))
        let right = ben.write(.text("Ada"))
        let register = Record.after(left, right)[1]
        #expect(!register.isInConflict(.ask))
        #expect(Set(register.shown(.ask)) == [left.dot, right.dot])
    }

    @Test mutating func `an edit while in conflict leaves the other value to a person`() {
        let left = ann.write(.text("A"), at: 2)
        let right = ben.write(.text("B"), at: 1)
        let before = Record.after(left, right)
        let edit = ann.write(.text("C"), over: before[1].shown(.ask), at: 3)
        let values = Record.after(left, right, edit)[1].siblings.map(\.value)
        #expect(Set(values) == [.text("B"), .text("C")])
    }

    @Test mutating func `what is alive stands over what was deleted, whatever the clocks say`() {
        let edited = ann.write(Life.alive.value, to: Life.register, at: 1)
        let deleted = ben.write(Life.deleted.value, to: Life.register, at: 9)
        let record = Record.after(edited, deleted)
        #expect(record.isAlive)
        #expect(record[Life.register].isInConflict(.life))
    }

    @Test func `a record that nobody has written to is not shown`() {
        #expect(!Record(key: Writer.record).isAlive)
    }

    @Test mutating func `equal stamps are told apart by replica, the same everywhere`() {
        let left = ann.write(.text("A"), at: 7)
        let right = ben.write(.text("B"), at: 7)
        #expect(Record.after(left, right)[1].standing(.ask)?.dot == right.dot)
        #expect(Record.after(right, left)[1].standing(.ask)?.dot == right.dot)
    }

    @Test mutating func `a stamp that the server sets changes what stands`() {
        let left = ann.write(.text("A"), at: 9)
        let right = ben.write(.text("B"), at: 5)
        var record = Record.after(left, right)
        record.restamp(left.dot, as: Stamp(milliseconds: 4))
        #expect(record[1].standing(.ask)?.value == .text("B"))
    }

    @Test(arguments: 1...200 as ClosedRange<UInt64>)
    func `changes merge to one state in every order that keeps cause before effect`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let history = Self.history(using: &random)
        let state = Record.after(history)
        for _ in 0..<5 {
            #expect(Record.after(Self.reordered(history, using: &random)) == state)
        }
    }

    /// Three replicas that edit one record, each seeing some of what the others did before.
    private static func history(using random: inout SeededGenerator) -> [Change] {
        var writers = [Writer(1), Writer(2), Writer(3)]
        var changes: [Change] = []
        for time in 1...UInt64.random(in: 2...12, using: &random) {
            let seen = changes.filter { _ in Bool.random(using: &random) }
            let index = Int.random(in: 0..<3, using: &random)
            let known = Record.after(causes(of: seen, in: changes))
            let change = writers[index].write(
                .integer(Int64.random(in: 0...3, using: &random)), over: known[1].shown(.ask),
                at: time)
            changes.append(change)
        }
        return changes
    }

    /// The changes together with all that they name, and all that those name.
    private static func causes(of seen: [Change], in all: [Change]) -> [Change] {
        var wanted = Set(seen.map(\.dot))
        for change in all.reversed() where wanted.contains(change.dot) {
            wanted.formUnion(change.writes.flatMap(\.replaces))
        }
        return all.filter { wanted.contains($0.dot) }
    }

    private static func reordered(
        _ changes: [Change], using random: inout SeededGenerator
    ) -> [Change] {
        var (waiting, done) = (changes, [Change]())
        while !waiting.isEmpty {
            let ready = waiting.indices.filter { index in
                waiting[index].writes.flatMap(\.replaces)
                    .allSatisfy { dot in done.contains { $0.dot == dot } }
            }
            let next = ready[Int.random(in: 0..<ready.count, using: &random)]
            done.append(waiting.remove(at: next))
        }
        return done
    }
}
