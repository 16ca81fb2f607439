import Causality
import Seeds
import Testing

struct CounterRunTests {
    @Test func `what is skipped is an exception until it comes`() {
        var run = CounterRun()
        for counter in [1, 2, 6] as [UInt64] { run.insert(counter) }
        #expect(run.exceptions == [3...5])
        #expect(run.highest == 6 && run.contiguous == 2)
        run.insert(4)
        #expect(run.exceptions == [3...3, 5...5])
        run.insert(3)
        run.insert(5)
        #expect(run == CounterRun(upTo: 6))
    }

    @Test func `a change before the first is never held`() {
        var run = CounterRun([0...0, 2...2])
        run.insert(0)
        #expect(!run.contains(0) && run.contains(2))
        #expect(run.held == [2...2])
    }

    @Test func `the last counter of all does not trap`() {
        var run = CounterRun(upTo: .max)
        run.insert(.max)
        #expect(run.contains(.max))
        run.formUnion(CounterRun([5...5, .max ... .max]))
        #expect(run == CounterRun(upTo: .max))
        #expect(CounterRun([.max ... .max]).exceptions == [1...(.max - 1)])
    }

    @Test(arguments: 1...300 as ClosedRange<UInt64>)
    func `runs are sets of counters, in every operation`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let (left, right) = (Self.counters(using: &random), Self.counters(using: &random))
        let (mine, theirs) = (Self.run(left), Self.run(right))
        var union = mine
        union.formUnion(theirs)
        #expect(union == Self.run(left.union(right)))
        #expect(mine.contains(theirs) == left.isSuperset(of: right))
        #expect(Set(mine.missing(from: theirs).joined()) == right.subtracting(left))
        #expect(Set(mine.held.joined()) == left)
        #expect((0...20).allSatisfy { mine.contains($0) == left.contains($0) })
        #expect(CounterRun(mine.held) == mine)
    }

    private static func counters(using random: inout SeededGenerator) -> Set<UInt64> {
        Set((0..<Int.random(in: 0...14, using: &random)).map { _ in random.next() % 18 + 1 })
    }

    private static func run(_ counters: Set<UInt64>) -> CounterRun {
        counters.reduce(into: CounterRun()) { $0.insert($1) }
    }
}
